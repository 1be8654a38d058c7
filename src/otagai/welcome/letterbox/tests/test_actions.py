"""People post letters; the staff zone opens them and seals answers that only the holder of the slip can read."""

import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, ProgrammingError, connection, transaction

from otagai.base.municipality.models import Municipality
from otagai.base.safekeeping.errors import RuleBroken
from otagai.kernel import sealing
from otagai.welcome.letterbox import actions, pace, queries, rules
from otagai.welcome.letterbox.models import Letter, Slip
from otagai.welcome.letterbox.words import LetterKind, SafeState
from tests.factories import a_window, as_public, as_worker

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
WORDS = "母がこのごろ買い物に行けません"


def post(text: str = WORDS, *, submission: uuid.UUID | None = None, address: str = "", **more: Any) -> actions.Posted:
    """Somebody sends the form from the public zone."""
    with as_public():
        return actions.post(
            submission=submission or uuid.uuid4(),
            kind=more.pop("kind", LetterKind.FORM),
            window_id=more.pop("window_id", None),
            contents={"text": text, **more},
            wants_number=True,
            at=NOW,
            address=address,
        )


def waiting() -> list[Letter]:
    with as_worker():
        return queries.unopened(100)


def test_what_was_written_reaches_the_staff_zone_under_the_number_that_was_shown(letterbox: Path) -> None:
    posted = post(themes=["care"], wants_answer=True)
    assert posted.receipt_number.startswith("R8-")
    with as_worker():
        (letter,) = queries.unopened(10)
        assert letter.receipt_number == posted.receipt_number
        assert actions.opened(letter) == {"text": WORDS, "themes": ["care"], "wants_answer": True}
        assert actions.opened(letter) is None
        assert queries.unopened(10) == []


def test_pressing_twice_is_one_letter_with_the_same_number_and_passphrase(letterbox: Path) -> None:
    key = uuid.uuid4()
    assert post(submission=key) == post(submission=key)
    assert len(waiting()) == 1


def test_words_changed_after_sending_are_not_lost(letterbox: Path) -> None:
    key = uuid.uuid4()
    assert post(submission=key) != post(WORDS + "。病院にも", submission=key)
    assert len(waiting()) == 2


def test_who_reads_the_tables_of_the_public_zone_finds_no_word_and_no_passphrase(letterbox: Path) -> None:
    key = uuid.uuid4()
    posted = post(submission=key)
    letter, slip = waiting()[0], Slip.objects.get()
    assert letter.submission != key
    assert WORDS.encode() not in bytes(letter.sealed)
    assert posted.passphrase.replace("-", "").encode() not in bytes(slip.reply_key) + bytes(slip.salt)
    with as_public(), pytest.raises(ProgrammingError), transaction.atomic():
        list(Letter.objects.values_list("sealed"))


def test_the_public_zone_cannot_change_or_remove_a_letter(letterbox: Path) -> None:
    post()
    for attempt in (lambda: Letter.objects.update(trouble="x"), lambda: Letter.objects.all().delete()):
        with as_public(), pytest.raises(ProgrammingError), transaction.atomic():
            attempt()
    assert len(waiting()) == 1


def test_the_answer_opens_with_number_and_passphrase_only(letterbox: Path) -> None:
    posted, other = post(), post("別の人の相談")
    with as_worker():
        assert actions.seal_answer(posted.receipt_number, "木曜に お電話します")
        actions.show_state(posted.receipt_number, SafeState.CONNECTED)
    with as_public():
        seen = queries.slip_for(posted.receipt_number, posted.passphrase, address="a", at=NOW)
        assert seen is not None
        assert (seen.state, [answer.text for answer in seen.answers]) == (SafeState.CONNECTED, ["木曜に お電話します"])
        assert queries.slip_for(posted.receipt_number, other.passphrase, address="a", at=NOW) is None
        assert queries.slip_for("R8-999998-" + "0", other.passphrase, address="a", at=NOW) is None


def test_the_pair_is_read_as_people_type_it(letterbox: Path) -> None:
    posted = post()
    wide = str.maketrans("0123456789-", "０１２３４５６７８９　")
    with as_public():
        typed = queries.slip_for(posted.receipt_number.lower(), posted.passphrase.translate(wide), address="a", at=NOW)
    assert typed is not None and typed.receipt_number == posted.receipt_number


def test_after_many_tries_from_one_address_asking_stops_for_a_while(letterbox: Path) -> None:
    posted = post()
    with as_public():
        for _ in range(rules.QUESTIONS_ALLOWED):
            assert queries.slip_for(posted.receipt_number, "これは合言葉ではない", address="a", at=NOW) is None
        with pytest.raises(queries.TooOften) as stopped:
            queries.slip_for(posted.receipt_number, posted.passphrase, address="a", at=NOW)
        assert "10分ほど" in stopped.value.reasons[0]
        assert queries.slip_for(posted.receipt_number, posted.passphrase, address="b", at=NOW)
        later = NOW + timedelta(seconds=rules.PACE_SECONDS)
        assert queries.slip_for(posted.receipt_number, posted.passphrase, address="a", at=later)


def test_a_flood_is_put_aside_behind_the_others_and_never_dropped(letterbox: Path) -> None:
    for number in range(rules.LETTERS_BEFORE_QUARANTINE + 3):
        post(f"あらし {number}", address="bot")
    late = post("おそく来た人", address="home")
    order = waiting()
    assert len(order) == rules.LETTERS_BEFORE_QUARANTINE + 4
    assert [letter.quarantined for letter in order[-3:]] == [True, True, True]
    assert order[-4].receipt_number == late.receipt_number


def test_writing_again_needs_the_pair_and_names_the_earlier_number(letterbox: Path) -> None:
    posted, key = post(), uuid.uuid4()
    with as_public():
        assert not actions.post_again(posted.receipt_number, "0000-0000-0000", "続き", key, at=NOW)
        assert actions.post_again(posted.receipt_number, posted.passphrase, "続き", key, at=NOW)
        assert actions.post_again(posted.receipt_number, posted.passphrase, "続き", key, at=NOW)
    first, again = waiting()
    assert (first.kind, again.kind, again.in_reply_to) == (LetterKind.FORM, LetterKind.AGAIN, posted.receipt_number)
    with as_worker():
        assert actions.opened(again) == {"text": "続き"}


def test_a_broken_seal_is_written_on_the_letter_which_stays_and_is_tried_again_later(letterbox: Path) -> None:
    posted = post()
    with as_worker():
        Letter.objects.update(sealed=b"x" * 80)
        assert actions.opened(queries.unopened(1)[0]) is None
        assert queries.unopened(1) == []
        assert [(one.receipt_number, one.why[:2]) for one in queries.in_trouble()] == [(posted.receipt_number, "封を")]
        Letter.objects.update(tried_at=NOW - timedelta(days=400))
        assert len(queries.unopened(1)) == 1


def test_without_a_letterbox_key_the_sender_is_asked_to_call_and_no_number_is_shown(letterbox: Path) -> None:
    Municipality.objects.update(letterbox_key="")
    with pytest.raises(RuleBroken) as refused:
        post()
    assert refused.value.reasons == [rules.CLOSED]
    assert not Letter.objects.exists()


def test_a_letter_without_words_is_refused_with_a_reason(letterbox: Path) -> None:
    with pytest.raises(RuleBroken):
        post("  ")


def test_a_window_sees_its_own_cards_in_a_safe_state_page_by_page(letterbox: Path) -> None:
    mine, theirs = a_window("港サロン"), a_window("となりのサロン")
    numbers = [post(f"カード{n}", kind=LetterKind.CARD, window_id=mine.pk).receipt_number for n in range(3)]
    post("よそのカード", kind=LetterKind.CARD, window_id=theirs.pk)
    with as_worker():
        actions.show_state(numbers[2], SafeState.WATCHING, word="声をかけてくださって ありがとうございます")
        actions.show_state(numbers[2], SafeState.ENDED)
    with as_public():
        first = queries.cards_of_window(mine.pk, most=2)
        rest = queries.cards_of_window(mine.pk, before=first.following, most=2)
    assert [line.receipt_number for line in (*first.lines, *rest.lines)] == numbers[::-1]
    assert first.lines[0].state == SafeState.ENDED
    assert first.lines[0].word.startswith("声をかけて")
    assert rest.following is None


def test_a_number_without_a_slip_is_no_error(letterbox: Path) -> None:
    with as_worker():
        actions.show_state("R8-000001-9", SafeState.RECEIVED)
        assert not actions.seal_answer("R8-000001-9", "返事")


def test_keys_are_the_towns_own(letterbox: Path) -> None:
    assert sealing.public_key_of(sealing.read_key(letterbox, sealing.PRIVATE_NAME)).hex() == (
        Municipality.objects.get().letterbox_key
    )


def test_the_public_role_puts_nothing_into_the_cache_that_the_staff_zone_unpacks(letterbox: Path) -> None:
    with pytest.raises(ProgrammingError), as_public(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO otagai_cache (cache_key, value, expires) VALUES ('a', 'gASVBQ', now())")
    with pytest.raises(ProgrammingError), as_public(), connection.cursor() as cursor:
        cursor.execute("TABLE otagai_cache")


def test_counts_that_are_past_are_cleared_away(db: None) -> None:
    with as_public():
        assert [pace.counted("ask", "home", at=NOW) for _ in range(2)] == [1, 2]
        pace.counted("ask", "home", at=NOW + timedelta(seconds=3 * rules.PACE_SECONDS))
        with connection.cursor() as cursor:
            cursor.execute("SELECT number FROM letterbox_pace")
            assert cursor.fetchall() == [(1,)]


def test_a_letter_waits_untouched_while_the_database_has_no_room_and_is_taken_in_at_the_next_round(
    letterbox: Path,
) -> None:
    post()

    def no_room(letter: Letter) -> bool:
        raise OperationalError("No space left on device")

    with as_worker():
        assert actions.take_in_each(queries.unopened(1), no_room) == 0
        assert queries.in_trouble() == []
        assert actions.take_in_each(queries.unopened(1), lambda letter: actions.opened(letter) is not None) == 1
