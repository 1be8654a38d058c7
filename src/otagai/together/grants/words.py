"""Words about grants for salons and other groups."""

from otagai.kernel.words import Word


class Purpose(Word):
    """What the money is for."""

    STARTUP = "startup", "立ち上げ"
    RUNNING = "running", "運営（1年分）"
    EVENT = "event", "行事"
    EQUIPMENT = "equipment", "備品"


class ApplicationState(Word):
    """Where an application stands."""

    DRAFT = "draft", "下書き"
    SUBMITTED = "submitted", "申請中"
    GRANTED = "granted", "決定"
    DECLINED = "declined", "見送り"
    WITHDRAWN = "withdrawn", "取り下げ"
    REPORTED = "reported", "実績報告ずみ"
    SETTLED = "settled", "確定"


class Side(Word):
    """A line of a budget."""

    INCOME = "income", "収入"
    EXPENSE = "expense", "支出"


class GatheringForm(Word):
    """How people met; some programmes count a call, a letter or a visit too (domain/neighbours.md [D1] 三豊)."""

    TOGETHER = "together", "集まり"
    PHONE = "phone", "電話"
    LETTER = "letter", "手紙"
    VISIT = "visit", "訪問"


class MoneyKind(Word):
    """Which way money goes."""

    PAYMENT = "payment", "支払"
    REPAYMENT = "repayment", "返還"


class PaymentState(Word):
    """Where a payment is."""

    PLANNED = "planned", "これから"
    PAID = "paid", "支払ずみ"
    CANCELLED = "cancelled", "取りやめ"
