"""The policy table: every address, the methods it answers, and what each number in it names. All rights follow from it.

Who may enter comes from the mark of the view (permission, public, account). What a person sees of a thing comes from the
circle it belongs to: `SEEN` says who is meant to see what, and the tests hold it against memberships and real answers.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import URLResolver, get_resolver

from otagai.base.accounts.doors import Account, Needs, Public, access_of
from otagai.base.accounts.third_party import OPEN
from otagai.base.accounts.words import Permission
from tests.access.people import BY_KEY, Persona
from tests.architecture.test_doors import doors

METHODS = ("GET", "POST", "PUT", "DELETE")
ABOUT_PEOPLE = ("consultation", "person", "household", "referral", "own_proposal")
TABLE = """
portal:home G
portal:first G
portal:about G
portal:help G
portal:learn G
portal:talk GP
portal:receipt GP
portal:reply GP
portal:again GP
portal:sent_again G
portal:places G
portal:outline G
portal:place G pk=public_place
portal:calendar G pk=public_place
portal:activities G
portal:activities_feed G
portal:activities_month G
portal:activity G pk=public_activity
portal:know_hows G
portal:know_how G pk=public_know_how
portal:know_how_paper G pk=public_know_how
portal:ideas G
portal:idea G pk=open_proposal
portal:signed_up GP
portal:take_back GP
portal:sign_up GP pk=public_activity
portal:activity_feed G pk=public_activity
portal:windows G
portal:windows_list G
portal:group GP token=place_token
portal:group_change GP token=place_token
portal:group_session GP token=place_token
portal:group_photos GP token=place_token
portal:group_photo G token=place_token pk=public_photo
portal:group_photo_down P token=place_token pk=public_photo
portal:photo G digest=photo_digest
portal:window G token=token
portal:card GP token=token
portal:window_check P token=token
portal:paper GP token=token
opendata:page G
opendata:api G
opendata:geojson G
opendata:file G name=dataset
api:openapi G
api:places G
api:place G pk=open_place
api:activities G
api:activity G pk=open_activity
api:files G
hsds:openapi G
hsds:meta G
hsds:services G
hsds:one_place_to_go G pk=open_place
hsds:organizations G
hsds:organization G pk=open_organization
hsds:at_locations G
hsds:at_location G pk=open_location
hsds:taxonomies G
hsds:taxonomy G pk=open_taxonomy
hsds:taxonomy_terms G
hsds:taxonomy_term G pk=open_term
scanned G serial=serial
scanned_by_staff G serial=serial
ui:style GPX
account_invitation GP token=invitation
account_login GP
account_reauthenticate GPL
account_change_password GPL
account_remove_passkey GPL pk=passkey
mfa_index GL
mfa_authenticate GPB
mfa_reauthenticate GPL
mfa_activate_totp GPL
mfa_deactivate_totp GPL
mfa_view_recovery_codes GL
mfa_generate_recovery_codes GPL
mfa_download_recovery_codes GL
mfa_list_webauthn GL
mfa_add_webauthn GPL
mfa_edit_webauthn GPL pk=passkey
mfa_login_webauthn GPB
mfa_reauthenticate_webauthn GPLK
accounts:list G
accounts:invite GP
accounts:account G pk=account
accounts:details GP pk=account
accounts:assign P pk=account
accounts:end_assignment P pk=account assignment=assignment
accounts:resend P pk=account
accounts:revoke P pk=account
accounts:close P pk=account
accounts:reopen P pk=account
accounts:unlock P pk=account
accounts:reset_second_factor GP pk=account
notices:list G
notices:read_all P
notices:follow P pk=notice
audit:readings G
audit:deeds G
audit:printout G subject=trace number=number
audit:table G subject=trace number=number
municipality:settings G
municipality:change P
municipality:deadlines P
disclosure:ledger G
disclosure:yearly G year=year
desk:today G
desk:open_letters P
desk:letters GP
desk:list G
desk:new GP
desk:draft P
desk:search GP
desk:consultation G pk=consultation
desk:consultation_print G pk=consultation@shared
desk:consultation_change GP pk=consultation@shared
desk:consultation_consents GP pk=consultation@shared
desk:consultation_sight GP pk=consultation@shared
desk:consultation_hold GP pk=consultation@shared
desk:consultation_person GP pk=consultation@shared
desk:consultation_unlink P pk=consultation@shared
desk:consultation_no_answer P pk=consultation@shared method=method
desk:consultation_receive P pk=consultation@shared
desk:consultation_record P pk=consultation@shared
desk:consultation_support P pk=consultation@shared
desk:consultation_watch P pk=consultation@shared
desk:consultation_answer P pk=consultation@shared
desk:consultation_end P pk=consultation@shared
desk:consultation_reopen P pk=consultation@shared
desk:refer G pk=consultation@shared
desk:refer_to GP pk=consultation@shared organization=receiver
desk:referral G pk=referral
desk:referral_send P pk=referral@giver
desk:referral_rewrite P pk=referral@giver
desk:referral_accept P pk=referral@taker
desk:referral_join P pk=referral@taker
desk:referral_take P pk=referral@taker
desk:referral_hand_back P pk=referral@taker
desk:referral_wait P pk=referral
desk:referral_contact P pk=referral@taker
desk:referral_result P pk=referral@taker
desk:referral_take_back P pk=referral@giver
desk:referral_reroute P pk=referral@giver
desk:referral_print P pk=referral@sent
desk:person_new GP
desk:person G pk=person
desk:person_edit GP pk=person
desk:person_readings G pk=person
desk:contact_new GP pk=person
desk:contact_safety P pk=person contact=contact
desk:contact_end P pk=person contact=contact
desk:consent_withdraw P pk=person consent=consent
desk:household_new GP pk=person
desk:household GP pk=household
desk:household_add P pk=household
desk:household_leave P pk=household person=member
desk:organizations G
desk:organization_new GP
desk:organization G pk=organization
desk:organization_edit GP pk=organization@kept
desk:organization_desks GP pk=organization@kept
desk:organization_areas GP pk=organization@kept
desk:organization_capacity P pk=organization
desk:organization_end P pk=organization@kept
desk:windows G
desk:window_new PE
desk:banners GP
desk:banner_move P banner=stock move=move
desk:window G pk=window
desk:window_edit GP pk=window
desk:window_step P pk=window
desk:window_pledge P pk=window
desk:window_check P pk=window
desk:window_link P pk=window
desk:window_revoke P pk=window link=link
desk:banner_out P pk=window
desk:window_banner P pk=window banner=banner move=move
desk:banner_ledger G
desk:briefings GP
desk:briefing GP pk=briefing
desk:briefing_attended P pk=briefing
desk:checks GP
desk:check_round G pk=check_round
desk:check_close P pk=check_round
desk:check_letters G pk=check_round
desk:check_answer P pk=check_round line=check_line
desk:places G
desk:places_confirm G
desk:whats_new G
desk:whats_new_seen P
desk:sessions G
desk:place_sessions GP pk=place
desk:session_withdraw P pk=place session=session
desk:place_new GP
desk:place_edit GP pk=place
desk:place_hours GP pk=place
desk:place_verify P pk=place
desk:place_end P pk=place
desk:place_link P pk=place
desk:place_revoke P pk=place link=place_link
desk:place_sheet G pk=place
desk:place_paper GP pk=place
desk:place_photos GP pk=place
desk:place_photo G pk=place photo=public_photo
desk:place_photo_decide P pk=place photo=photo
desk:place_photo_down P pk=place photo=photo
desk:place_news G pk=news
desk:place_decide P pk=news
desk:activities G
desk:activity_new GP
desk:activity_edit GP pk=activity@hosting
desk:activity_days GP pk=activity@hosting
desk:activity_call_off P pk=activity@hosting
desk:activity_hold P pk=activity@hosting
desk:activity_move P pk=activity@hosting
desk:know_hows G
desk:know_how_new GP
desk:know_how_edit GP pk=know_how@hosting
desk:know_how_try GP pk=public_know_how
desk:activity_terms GP pk=activity@hosting
desk:activity_slot_close P pk=activity@hosting slot=slot
desk:activity_roll GP pk=activity@hosting
desk:sign_up_told P pk=activity@signed sign_up=sign_up
desk:sign_up_end P pk=activity@signed sign_up=sign_up
desk:consultation_startup GP pk=consultation@shared
desk:startups G
desk:startup_new GP
desk:startup_mentors GP
desk:startup_mentor_end P pk=mentor
desk:startup G pk=proposal
desk:startup_edit GP pk=own_proposal
desk:startup_agree P pk=own_proposal
desk:startup_move P pk=own_proposal
desk:startup_wish P pk=own_proposal
desk:startup_prepare GP pk=own_proposal step=preparation
desk:startup_begin GP pk=own_proposal
desk:grants G
desk:grant_new GP
desk:grant_programmes GP
desk:grant_terms GP pk=programme
desk:grant_payments G
desk:grant_payments_csv G
desk:grant_payments_xlsx G
desk:grant G pk=grant
desk:grant_edit GP pk=grant
desk:grant_submit P pk=grant
desk:grant_decide P pk=grant
desk:grant_back P pk=grant
desk:grant_gathering P pk=grant
desk:grant_strike P pk=grant gathering=gathering
desk:grant_place GP pk=grant
desk:grant_session GP pk=grant session=grant_session
desk:grant_report GP pk=grant
desk:grant_paper G pk=grant
desk:grant_payment_new P pk=grant
desk:grant_payment P pk=grant payment=payment
desk:grant_repayment_new P pk=grant
desk:grant_repayment P pk=grant payment=repayment
desk:cards G
desk:own_cards G
desk:own_card GP
desk:cards_blank GP
desk:cards_print GP window=window
desk:card_key_in GP
desk:imports G
desk:import_new GP
desk:import GP pk=import
desk:import_abandon P pk=import
desk:import_rejected G pk=import
coverage:ask G
coverage:points G
coverage:place G pk=place
coverage:outlines G
coverage:save GP
coverage:compare G
coverage:scenario G pk=scenario
coverage:rename GP pk=scenario
coverage:put_away P pk=scenario
coverage:search P pk=scenario
profiles:list G
profiles:profile G pk=any_district
profiles:paper G pk=any_district
profiles:treasure GP pk=district
profiles:treasure_withdraw P pk=district treasure=treasure
profiles:mine G
profiles:work G pk=district
profiles:work_print G pk=district
profiles:note GP pk=district
profiles:visit GP pk=district
profiles:step GP pk=district
profiles:step_close P pk=district step=agreed_step
profiles:step_reopen P pk=district step=agreed_step
desk:guide G
desk:guide_chapter G slug=slug
account_logout GP
"""
LETTERS = {"G": "GET", "P": "POST", "X": "PUT DELETE", "E": "EMPTY", "L": "LOG_IN", "B": "BACK", "K": "KEY"}
"""E: the form names the thing; empty it is 404. L: a page of the account for whoever is logged in, whatever their duties.
The log-out stands last: whoever tries the doors one after the other is not logged in after it.
B: a step inside the log-in; from anywhere else it leads back to its beginning, which leads whoever is logged in to the desk.
K: whoever has a passkey and sends something else begins anew at the log-in."""
SHADOWED = {"mfa_remove_webauthn"}  # our stricter page stands at its address

HOLDERS = frozenset({"csw", "officer", "leader"})
BOTH = HOLDERS | {"near"}
HELPING = HOLDERS | {"elsewhere", "excluded"}  # whoever helps beginnings reads what was agreed to be shown
SEEN: dict[str, dict[str, frozenset[str]]] = {
    "consultation": {
        "arrived": HOLDERS, "received": HOLDERS, "referring": BOTH, "accepted": BOTH, "handed_back": HOLDERS, "ended": HOLDERS,
    },
    "referral": {"draft": HOLDERS, "referring": BOTH, "accepted": BOTH, "handed_back": HOLDERS},
    "person": dict.fromkeys(("arrived", "received", "referring", "accepted", "handed_back", "ended"), HOLDERS),
    "household": {"any": HOLDERS},
    "proposal": {"kept": HOLDERS, "shown": HELPING},
    "own_proposal": {"any": HOLDERS},
    "notice": {"any": frozenset({"csw"})},
    "passkey": {"any": frozenset({"csw"})},
    "district": {"any": frozenset({"csw", "excluded", "officer"})},
}  # fmt: skip
STATE_LABELS = {
    "arrived": "届いた", "received": "受け止めた", "referring": "つなぎを送った", "accepted": "引き受けられた",
    "handed_back": "差し戻された", "ended": "終わった", "draft": "下書き", "kept": "まだ見せない", "shown": "見せてよい", "any": "",
}  # fmt: skip
KIND_LABELS = {
    "consultation": "相談", "referral": "つなぎ", "person": "本人", "household": "世帯", "notice": "お知らせ（自分の）",
    "public_place": "公開の場所", "public_activity": "公開の活動", "activity": "活動",
    "proposal": "企画", "open_proposal": "掲示板に出た企画",
    "own_proposal": "わたしたちの企画", "mentor": "先輩の団体", "preparation": "準備",
    "grant_session": "その申請が読む開催の記録",
    "grant": "助成の申請", "programme": "助成の制度", "gathering": "その申請の実施記録", "payment": "その申請の支払",
    "repayment": "その申請の返還",
    "token": "窓口のリンク", "invitation": "招待の案内", "passkey": "自分のパスキー", "account": "アカウント",
    "assignment": "その人の職務", "trace": "種類", "number": "番号", "year": "年度", "receiver": "送り先",
    "contact": "その人の連絡先", "consent": "その人の同意",
    "place_token": "居場所のリンク", "place_link": "その居場所のリンク", "news": "団体からの便り", "session": "開催の記録",
    "photo": "その居場所の写真", "public_photo": "その居場所の写真", "photo_digest": "公開の写真の指紋",
    "briefing": "説明会",
    "check_round": "年次確認", "check_line": "その年次確認の窓口",
    "member": "その世帯の人", "organization": "団体", "window": "窓口", "banner": "その窓口の旗", "stock": "旗", "link": "その窓口のリンク",
    "import": "取り込み", "place": "場所", "scenario": "徒歩圏の問い",
    "know_how": "やり方のカード", "public_know_how": "公開のやり方のカード",
    "slot": "その活動の手伝いの枠", "sign_up": "その活動の申し込み",
    "any_district": "地区", "district": "受け持つ地区", "treasure": "その地区のお宝", "agreed_step": "その地区の一歩",
    "serial": "カードの番号", "slug": "章", "dataset": "一覧の名前", "open_place": "公開の場所の番号", "open_activity": "公開の活動の番号",
    "open_organization": "公開の団体の番号", "open_location": "公開の会場の番号", "open_taxonomy": "分け方の番号",
    "open_term": "種類の番号",
    "move": "動き", "method": "方法",
}  # fmt: skip
SIDE_LABELS = {
    "giver": "送った側",
    "taker": "受けた側",
    "sent": "送ったあと",
    "shared": "つなぎに答えたあと",
    "kept": "管理する人",
    "hosting": "開く団体の人",
    "signed": "名簿の輪の人",
}


@dataclass(frozen=True)
class Row:
    """One address: its name, its methods, and what each part of it names (kind, and the side one has to stand on)."""

    name: str
    methods: frozenset[str]
    parts: tuple[tuple[str, str, str], ...]

    @property
    def kind(self) -> str:
        """What the first number names; "" when the address has none."""
        return self.parts[0][1] if self.parts else ""

    @property
    def side(self) -> str:
        """On which side of the thing one has to stand."""
        return self.parts[0][2] if self.parts else ""


def read_table() -> dict[str, Row]:
    """The table by name."""
    rows = {}
    for line in TABLE.strip().splitlines():
        name, letters, *parts = line.split()
        methods = frozenset(" ".join(LETTERS[letter] for letter in letters).split())
        named = [part.split("=") for part in parts]
        sides = [(parameter, *(what.partition("@")[::2])) for parameter, what in named]
        rows[name] = Row(name, methods, tuple(sides))
    return rows


ROWS = read_table()


@dataclass(frozen=True)
class Address:
    """One address as the server knows it, with its row and its mark."""

    name: str
    route: str
    access: Public | Needs | Account
    row: Row


def routes(resolver: URLResolver | None = None, before: str = "") -> dict[str, str]:
    """Full route by name."""
    return dict(_walk(resolver or get_resolver(), "", before))


def _walk(resolver: URLResolver, names: str, before: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found += _walk(pattern, f"{pattern.namespace}:" if pattern.namespace else names, route)
        else:
            found.append((names + (pattern.name or ""), route))
    return found


def addresses() -> list[Address]:
    """Every address with a row, in the order of the table."""
    marks = {name: access_of(view) or Account(OPEN.get(name, "")) for name, _, view in doors(get_resolver())}
    paths = routes()
    return [Address(name, paths[name], marks[name], row) for name, row in ROWS.items() if name in paths]


def without_a_row() -> list[str]:
    """Addresses that nobody wrote into the table, and rows whose address is gone."""
    there = {name for name, *_ in doors(get_resolver()) if name} - SHADOWED
    return sorted(there ^ set(ROWS))


def enters(address: Address, persona: Persona) -> bool:
    """Whether the door itself opens."""
    access = address.access
    return not isinstance(access, Needs) or bool(persona.permissions & set(access.permissions))


def sees(kind: str, state: str, persona: Persona) -> bool:
    """Whether the thing exists for the person."""
    return kind not in SEEN or persona.key in SEEN[kind].get(state, frozenset())


def stands(row: Row, state: str, persona: Persona) -> bool:
    """Whether the person stands on the side of the thing that the address is for."""
    match row.side:
        case "giver":
            return persona.key in HOLDERS
        case "taker":
            return persona.key == {"handed_back": "back"}.get(state, "near")
        case "shared":  # whoever was only asked reads the letter; the page of the consultation itself leads there
            return (persona.key, state) != ("near", "referring")
        case (
            "signed"
        ):  # 社協 keeps the list; the leader keeps only what the own organisation holds and is refused before
            return persona.key in ("csw", "officer", "leader")
        case "sent":
            return state not in ("draft", "handed_back")
    return True


def answer(address: Address, method: str, state: str, persona: Persona) -> str:
    """What the person gets: `in`, `log-in`, `403`, `404`, `405`."""
    row = address.row
    if isinstance(address.access, Needs) and not persona.is_known:
        return "log-in" if method == "GET" else "403"
    if not enters(address, persona):
        return "403"
    if method in ("GET", "POST") and persona.duty is None and row.methods & {"BACK", "LOG_IN"}:
        return "log-in"
    if method == "POST" and "KEY" in row.methods and sees("passkey", state, persona):
        return "log-in"
    if method not in row.methods:
        return "405"
    if isinstance(address.access, Account) and row.kind not in SEEN:
        return "in"
    if row.kind and not (sees(row.kind, state, persona) and stands(row, state, persona)):
        return "404"
    if "EMPTY" in row.methods and method == "POST":
        return "404"
    return "403" if is_refused_inside(row, persona) else "in"


def is_refused_inside(row: Row, persona: Persona) -> bool:
    """A leader keeps the own organisation and its activities alone; casework of one organisation says nothing about the room of another."""
    if row.side in ("hosting", "signed"):
        return persona.key == "leader"  # STRANGE holds the activity, not the leader's own organisation
    keeps_all = Permission.KEEP_ORGANIZATIONS in persona.permissions and persona.key != "leader"
    return row.side == "kept" and not keeps_all


SIGNS = {"in": "○", "log-in": "ログイン", "403": "×", "404": "無", "405": "—"}
PUBLIC = BY_KEY["nobody"]
