"""What an editor's program shows while somebody types, asked of the language server that such programs use."""
