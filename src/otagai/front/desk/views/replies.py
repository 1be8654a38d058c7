"""How forms of the desk answer: as everywhere in the house."""

from otagai.base.safekeeping.replies import NOT_YET, again, done, inside, made_once, number, say_errors, sent_key

__all__ = ["NOT_YET", "again", "done", "inside", "made_once", "number", "say_errors", "sent_key"]
