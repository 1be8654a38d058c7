"""職務 and what each of them may do."""

from otagai.kernel.words import Word


class Duty(Word):
    """What a staff member or volunteer does, at an organisation, perhaps in an area, from–until."""

    WINDOW_HOST = "window_host", "地域の福祉相談窓口の人"
    MINSEI_IIN = "minsei_iin", "民生委員・児童委員"
    SUPPORT_MEMBER = "support_member", "協力会員"
    CSW = "csw", "コミュニティソーシャルワーカー(CSW)"
    COMMUNITY_COORDINATOR = "community_coordinator", "地域福祉コーディネーター"
    LIFE_SUPPORT_COORDINATOR = "life_support_coordinator", "生活支援コーディネーター"
    DISTRICT_OFFICER = "district_officer", "地区担当"
    COUNSELLOR = "counsellor", "相談員（機関）"
    MULTI_AGENCY_COORDINATOR = "multi_agency_coordinator", "多機関協働の調整役"
    ORGANIZATION_LEADER = "organization_leader", "団体・機関の責任者"
    POLICY_PLANNER = "policy_planner", "市の企画担当（個人情報を見ない）"
    PRIVACY_OFFICER = "privacy_officer", "個人情報管理者"
    AUDITOR = "auditor", "監査"
    SYSTEM_ADMINISTRATOR = "system_administrator", "システム管理（個人情報を見ない）"


class Permission(Word):
    """One thing that may be done; doors and buttons ask for it."""

    WRITE_CARD = "write_card", "つながりカードを書く"
    READ_CONSULTATION = "read_consultation", "相談を見る"
    RECEIVE_CONSULTATION = "receive_consultation", "相談を受け止める"
    WORK_ON_CONSULTATION = "work_on_consultation", "相談を記録し、進める"
    REFER = "refer", "つなぐ・つなぎに答える"
    COORDINATE = "coordinate", "調整する（期限すぎ・差戻しを引き取る）"
    READ_PERSON = "read_person", "本人・世帯のページを見る"
    EDIT_PERSON = "edit_person", "本人・世帯を書く"
    KEEP_WINDOWS = "keep_windows", "福祉相談窓口・のぼり旗を管理する"
    KEEP_PLACES = "keep_places", "居場所を管理する"
    KEEP_ACTIVITIES = "keep_activities", "地域活動の暦を管理する"
    KEEP_STARTUPS = "keep_startups", "立ち上げを手伝う（企画）"
    DECIDE_GRANTS = "decide_grants", "助成を決め、支払う（出すところの人）"
    KEEP_DISTRICT = "keep_district", "地区担当の記録とお宝を書く"
    KEEP_ORGANIZATIONS = "keep_organizations", "団体・機関を管理する"
    IMPORT = "import", "データを取り込む"
    KEEP_ACCOUNTS = "keep_accounts", "アカウントと職務を管理する"
    KEEP_SETTINGS = "keep_settings", "まちの設定を管理する"
    READ_ACCESS_LOG = "read_access_log", "閲覧の記録を見る"
    READ_STATISTICS = "read_statistics", "統計を見る"
    USE_DESK = "use_desk", "職員の机を使う"
