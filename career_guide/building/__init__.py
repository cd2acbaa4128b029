"""The project in its folders: every check, all files made by several processes, the site staged and published."""
