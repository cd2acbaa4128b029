"""What readers can rely on, in a real Chromium."""
