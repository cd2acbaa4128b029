"""All words, in each locale: labels, numbers and dates, messages to editors, problems and reports."""
