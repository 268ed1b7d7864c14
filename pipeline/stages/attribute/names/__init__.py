"""Who and what an article is about: names found without a list, their aliases, and how much each stands out."""
