"""Why somebody reads, and what a version records."""

from otagai.kernel.words import Word


class Purpose(Word):
    """Purpose of reading a page about a person; written into the access log."""

    CASEWORK = "casework", "相談への対応"
    REFERRAL = "referral", "つなぎの確認"
    SEARCH = "search", "同じ人かどうかの確認"
    PRINT = "print", "印刷"
    OVERSIGHT = "oversight", "監査・開示請求"
    SIGN_UPS = "sign_ups", "活動の申し込みの連絡"


class Subject(Word):
    """What a trace is about; the number beside it is the record's own, never a name."""

    CONSULTATION = "consultation", "相談"
    REFERRAL = "referral", "つなぎ"
    PERSON = "person", "本人"
    HOUSEHOLD = "household", "世帯"
    CONSENT = "consent", "同意"
    CIRCLE = "circle", "支援の輪"
    USER = "user", "アカウント"
    ORGANIZATION = "organization", "団体・機関"
    PLACE = "place", "居場所"
    WINDOW = "window", "福祉相談窓口"
    ACTIVITY = "activity", "地域の活動"
    KNOW_HOW = "know_how", "活動の「どうやっているか」"
    MUNICIPALITY = "municipality", "まちの設定"
    DEADLINE = "deadline", "期限の設定"
    IMPORT = "import_run", "取り込み"
    LEDGER = "ledger", "情報提供台帳"
    READINGS = "readings", "閲覧の記録"
    PROPOSAL = "proposal", "企画"
    GRANT = "grant", "助成の申請"
    PROGRAMME = "programme", "助成の制度"
    SCENARIO = "scenario", "徒歩圏の問い"
    AREA = "area", "地区"


class Operation(Word):
    """What a version records of a row."""

    INSERT = "I", "書いた"
    UPDATE = "U", "変えた"
    DELETE = "D", "消した"


VERBS: dict[str, str] = {
    "coverage.saved": "徒歩圏の問いを残した",
    "coverage.renamed": "徒歩圏の問いの名前を変えた",
    "coverage.put_away": "徒歩圏の問いをしまった",
    "coverage.taken_out": "しまった徒歩圏の問いを出した",
    "coverage.search_asked": "次に開く場所の計算を頼んだ",
    "profiles.themes_counted": "相談の種類を 半年分 数えた",
    "profiles.treasure_added": "地区のお宝を書いた",
    "profiles.treasure_withdrawn": "地区のお宝を取り下げた",
    "profiles.note_written": "地区の引き継ぎを書いた",
    "profiles.visit_noted": "地区の訪問を書いた",
    "profiles.step_agreed": "地区の次の一歩を書いた",
    "profiles.step_closed": "地区の次の一歩を終えた",
    "profiles.step_reopened": "地区の次の一歩を もう一度ひらいた",
    "accounts.created": "アカウントを作った",
    "accounts.invited": "招待した",
    "accounts.invitation_revoked": "招待を取り消した",
    "accounts.invitation_taken_up": "招待を受けて合言葉を決めた",
    "accounts.assigned": "職務を割り当てた",
    "accounts.duty_ended": "職務を終えた",
    "accounts.changed": "名前・連絡先を変えた",
    "accounts.closed": "アカウントを閉じた",
    "accounts.reopened": "アカウントをもう一度使えるようにした",
    "accounts.unlocked": "ログインの足止めを解いた",
    "accounts.second_factor_reset": "二段階の確認を取り消した",
    "letterbox.tried_again": "開けられなかった手紙を もう一度ためした",
    "audit.printed": "閲覧の記録を印刷・出力した",
    "circles.joined": "団体が支援の輪に入った",
    "circles.joined_by_name": "名前のある人が支援の輪に入った",
    "circles.left": "団体が支援の輪を出た",
    "circles.excluded": "支援の輪から外した（見せない人）",
    "circles.named_only": "名前のある人だけにした",
    "circles.let_see_again": "見せない人を 取り消した",
    "circles.opened_again": "団体のみんなに もどした（名前のある人だけ、をやめた）",
    "circles.unnamed": "名前のある人から外した",
    "disclosure.disclosed": "外へ伝えた（台帳に記録）",
    "disclosure.exported": "情報提供台帳を出力した",
    "municipality.founded": "まちをはじめた",
    "municipality.changed": "まちの設定を変えた",
    "municipality.deadline_set": "期限の設定を変えた",
    "intake.arrived": "相談が届いた",
    "intake.received": "相談を受け止めた",
    "intake.recorded": "相談を記録した",
    "intake.ended": "相談を終えた",
    "intake.reopened": "相談をもう一度ひらいた",
    "intake.supported": "支えはじめた",
    "intake.watched": "見守りにした",
    "intake.changed": "相談の内容を直した",
    "intake.held": "担当する人を決めた",
    "intake.answered": "書いた方へお知らせした",
    "intake.answer_declined": "お知らせ不要と記録した",
    "intake.person_linked": "相談に本人を結びつけた",
    "intake.person_unlinked": "本人との結びつきを外した",
    "referrals.draft": "つなぎを下書きした",
    "referrals.sent": "つなぎを送った",
    "referrals.received": "つなぎを受け取った",
    "referrals.accepted": "つなぎを引き受けた",
    "referrals.joined": "一緒に対応することにした",
    "referrals.handed_back": "つなぎを差し戻した",
    "referrals.taken_back": "つなぎを取り戻した",
    "consents.given": "同意を記録した",
    "consents.withdrawn": "同意を取り消した",
    "people.added": "本人のページを作った",
    "people.changed": "本人のページを直した",
    "people.searched": "人をさがした",
    "people.contact_added": "連絡先を加えた",
    "people.contact_ended": "連絡先を終えた",
    "people.contact_safety": "連絡してよい方法を直した",
    "people.joined_household": "世帯に加えた",
    "people.left_household": "世帯から外した",
    "organizations.added": "団体・機関を加えた",
    "organizations.changed": "団体・機関を直した",
    "organizations.ended": "団体・機関を終えた",
    "organizations.capacity_set": "受け入れの状況を変えた",
    "organizations.desks_set": "窓口を直した",
    "organizations.areas_set": "受け持つ地区を直した",
    "places.added": "居場所を加えた",
    "places.changed": "居場所を書きなおした",
    "places.openings_set": "開いている時を変えた",
    "places.verified": "居場所を確かめた",
    "places.hidden": "長く確かめていない居場所を 住民の案内から休ませた",
    "places.ended": "居場所を終わりにした",
    "places.news_keyed_in": "紙でもどった変更を打ちこんだ",
    "places.news_decided": "団体からの便りに 答えた",
    "places.photo_added": "居場所の写真をのせた",
    "places.photo_decided": "団体から届いた写真に 答えた",
    "places.photo_taken_down": "居場所の写真を下げた",
    "places.session_recorded": "開催の記録を書いた",
    "places.session_withdrawn": "開催の記録を取り消した",
    "places.link_issued": "リンクを出した",
    "places.link_revoked": "リンクを止めた",
    "places.links_revoked": "リンクを すべて止めた",
    "places.window_changed": "窓口の人を書きなおした",
    "places.window_pledged": "守秘の約束の日を書いた",
    "places.window_step": "窓口を次の段階に進めた",
    "places.briefing_planned": "説明会を入れた",
    "places.briefing_invited": "説明会に窓口を招いた",
    "places.briefing_attended": "説明会の出席を書いた",
    "places.check_started": "年次確認を始めた",
    "places.check_answered": "年次確認の返事を書いた",
    "places.check_closed": "年次確認を終えた",
    "places.banners_added": "のぼり旗を加えた",
    "activities.added": "活動を暦に加えた",
    "activities.changed": "活動の内容を直した",
    "activities.moved": "活動の状態を変えた",
    "activities.days_set": "活動の日にちを直した",
    "activities.called_off": "活動の1日を中止にした",
    "activities.held_after_all": "活動の1日の中止を取り消した",
    "activities.know_how_written": "「どうやっているか」を書いた",
    "activities.know_how_changed": "「どうやっているか」を書きなおした",
    "activities.know_how_tried": "ほかの団体の「どうやっているか」を使ってみた",
    "activities.terms_set": "活動の申し込みのきまりを決めた",
    "activities.terms_of_day_set": "活動の1日の定員・しめきりを決めた",
    "activities.slot_added": "活動の手伝いの枠を加えた",
    "activities.slot_closed": "活動の手伝いの枠を しめた",
    "signups.entered": "活動の申し込みを 電話や紙から書いた",
    "signups.ended": "活動の申し込みを取りやめにした",
    "signups.told": "活動に申し込んだ人に知らせた",
    "signups.forgotten": "活動に申し込んだ人の名前を消した",
    "startups.proposed": "やってみたいことを企画にした",
    "startups.changed": "企画を書きなおした",
    "startups.wish_added": "企画に ほかの人の願いを加えた",
    "startups.agreed": "見せてよいことばを聞いた",
    "startups.opened": "企画を 住民の掲示板にも 出した",
    "startups.closed": "企画を 住民の掲示板から 下げた",
    "startups.agreement_withdrawn": "企画を見せるのをやめた",
    "startups.moved": "企画の状態を変えた",
    "startups.prepared": "企画の準備を書いた",
    "startups.mentor_added": "先輩の団体を加えた",
    "startups.mentor_ended": "先輩の団体を終えた",
    "startups.asked_alive": "まだ続いているかを たずねた",
    "grants.programme_added": "助成の制度を加えた",
    "grants.terms_set": "助成の要件を決めた",
    "grants.written": "助成の申請を下書きした",
    "grants.changed": "助成の申請を書きなおした",
    "grants.budgeted": "助成の予算を書いた",
    "grants.submitted": "助成を申請した",
    "grants.granted": "助成を決定した",
    "grants.declined": "助成を見送った",
    "grants.reopened": "助成の申請を下書きにもどした",
    "grants.withdrawn": "助成の申請を取り下げた",
    "grants.recorded": "助成の実施を記録した",
    "grants.record_struck": "助成の実施の記録を取り消した",
    "grants.record_added_to": "助成の実施の記録に書きたした",
    "grants.place_chosen": "助成の実施記録にする居場所をえらんだ",
    "grants.reported": "助成の実績を報告した",
    "grants.settled": "助成を確定した",
    "grants.payment_planned": "助成の支払を予定した",
    "grants.paid": "助成を支払った",
    "grants.repayment_decided": "助成の返還を決めた",
    "grants.repaid": "助成の返還を受け取った",
    "grants.repayment_called_off": "助成の返還を取りやめた",
    "grants.payment_cancelled": "助成の支払を取りやめた",
    "grants.list_exported": "助成の支払一覧を出力した",
    "areas.layer_imported": "圏域を取り込んだ",
    "areas.streets_imported": "歩く道を取り込んだ",
    "areas.overlaps_computed": "圏域の重なりを計算した",
}

PAGES: dict[str, str] = {
    "desk.consultation": "相談のページ",
    "desk.consultation_print": "相談の印刷",
    "desk.consultation_consents": "相談の同意のページ",
    "desk.consultation_sight": "だれが見られるか（相談）のページ",
    "desk.referral": "つなぎのページ",
    "desk.startup": "企画のページ",
    "desk.letter": "つなぎの手紙（PDF）",
    "people.person": "本人のページ",
    "people.found": "さがした結果（名前が出た）",
    "people.candidates": "「もう知っている人か」の候補（名前が出た）",
    "people.household": "世帯のページ",
    "desk.person_edit": "本人のページを直す画面",
    "desk.contact_new": "連絡先を加える画面",
    "desk.household_new": "世帯を作る画面",
    "desk.activity_roll": "活動の申し込みの名簿",
}
"""What the pages that write a reading are called in the access log."""
