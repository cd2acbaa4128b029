"""A page of the plan → its whole HTML: article, frame, macros, pictures, structured data. One function for all."""
