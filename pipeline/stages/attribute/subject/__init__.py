"""Whose a figure is: `owned` asks the rules, each beside it reads one construction.

==============  =======================================================================================================
rules           `opening`, `possessing` (the figure's own clause); `chained` (its grammar, and the clauses before);
                `coordinated` (lists); `entering` (who comes in by place alone); `shown` (what stands right beside it);
                `rated` (target prices)
clauses         `beginning` (where a clause begins to speak of somebody); `topics`, and `themes` where no company leads (what
                it opens with); `clausal` (its grammatical subject); `spoken` (whom that makes it speak of)
noun phrases    `whose` (where the thing in one ends); `pruned` (what of it is the thing)
words           `meant` (whom a topic's words mean); `pointed` (pointing words, clipped names); `known` (who was answered before)
==============  =======================================================================================================
"""
