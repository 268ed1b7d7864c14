"""The words of a Chinese sentence: cut into clauses, tagged, and told apart as nouns, verbs and what is measured."""
