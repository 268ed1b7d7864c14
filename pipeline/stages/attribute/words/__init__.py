"""The words of a Chinese sentence: cut into clauses, tagged, and parsed into noun phrases with exact edges."""
