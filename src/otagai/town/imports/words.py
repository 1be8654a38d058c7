"""What can be imported, and what became of it."""

from otagai.kernel.words import Word


class ImportKind(Word):
    """What a file holds."""

    AREAS = "areas", "圏域（shapefile・GeoJSON）"
    PLACES = "places", "場所の一覧（CSV・Excel）"
    ORGANIZATIONS = "organizations", "団体・機関の一覧（CSV・Excel）"
    POPULATION = "population", "地域・年齢別人口（CSV・Excel）"
    FORECAST = "forecast", "将来の人口の推計（CSV・Excel）"
    EVENTS = "events", "イベント一覧（CSV・Excel）"
    STREETS = "streets", "歩く道（GeoJSON・shapefile・OpenStreetMap）"


class ImportState(Word):
    """Where an import is."""

    PREVIEW = "preview", "確認中"
    DONE = "done", "取り込み済"
    ABANDONED = "abandoned", "やめた"
