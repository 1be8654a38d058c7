"""取り込み: look at a file first, say which column is what, take it in; every row is accounted for."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.base.audit import actions as audit
from otagai.front.desk.views.replies import again, done, made_once, number, say_errors
from otagai.kernel.exports import write_csv
from otagai.town.imports import actions, queries
from otagai.town.imports.forms import ImportFileForm, MappingForm, NameFieldForm, NothingToChoose
from otagai.town.imports.models import ImportRun
from otagai.town.imports.words import ImportKind, ImportState

SURE, PERHAPS = 0.9, 0.6
ChoiceForm = MappingForm | NameFieldForm | NothingToChoose


@requires(Permission.IMPORT)
@require_GET
def imports(request: StaffRequest) -> HttpResponse:
    """What was taken in, by whom, and what became of the rows."""
    lines = queries.runs(before=number(request.GET.get("before", "")), most=queries.PAGE + 1)
    following = f"?before={lines[queries.PAGE - 1].pk}" if len(lines) > queries.PAGE else ""
    values = {"lines": lines[: queries.PAGE], "following": following}
    return render(request, "desk/imports/list.html", values)


@requires(Permission.IMPORT)
@require_http_methods(["GET", "POST"])
def import_new(request: StaffRequest) -> HttpResponse:
    """Bring a file; nothing of it is taken in yet."""
    form = ImportFileForm(request.POST or None, request.FILES or None)
    made: list[str] = []

    def look() -> int:
        file = form.cleaned_data["file"]
        kind, options = ImportKind(form.cleaned_data["kind"]), form.options()
        seen = actions.preview(
            file.read(), file_name=file.name, kind=kind, by=request.acting, at=timezone.now(), options=options
        )
        return seen.run.pk

    if request.method == "POST" and done(form, lambda: made.append(made_once(request, "import_new", look))):
        return redirect("desk:import", int(made[0]))
    return again(request, "desk/imports/new.html", {"form": form})


@requires(Permission.IMPORT)
@require_http_methods(["GET", "POST"])
def import_run(request: StaffRequest, pk: int) -> HttpResponse:
    """Before: what would happen, with the columns to choose. After: what happened, row by row."""
    page = queries.run_page(pk)
    if page.run.state is not ImportState.PREVIEW:
        return render(request, "desk/imports/result.html", {"page": page, "run": page.run})
    run = queries.run_for(pk)
    seen = actions.preview_of(run)
    form = mapping_form(request, run, seen)
    if request.method == "POST" and "look" in request.POST and form.is_valid():
        seen = actions.preview_of(run, mapping=form.mapping())
        return shown(request, page, seen, form, status=200)
    if request.method == "POST" and "look" not in request.POST and done(form, lambda: take_in(request, pk, form)):
        messages.success(request, "取り込みました。")
        return redirect("desk:import", pk)
    return shown(request, page, seen, form, status=422 if request.method == "POST" else 200)


def mapping_form(request: StaffRequest, run: ImportRun, seen: actions.Preview) -> ChoiceForm:
    """Which column is what; of a drawing only which property is the name, of roads nothing."""
    if run.kind == ImportKind.STREETS:
        return NothingToChoose(request.POST or None)
    if run.kind == ImportKind.AREAS:
        return NameFieldForm(request.POST or None, columns=seen.columns)
    return MappingForm(request.POST or None, columns=seen.columns, kind=run.kind)


def take_in(request: StaffRequest, pk: int, form: ChoiceForm) -> None:
    """Take the file in with what was chosen."""
    actions.run(pk, by=request.acting, on=timezone.localdate(), mapping=form.mapping())


def shown(
    request: StaffRequest, page: queries.RunPage, seen: actions.Preview, form: forms.Form, *, status: int
) -> HttpResponse:
    """The page before taking in: the columns with their guesses, what is odd, and what would become of the rows."""
    columns = [
        (column, how_sure(column.confidence), form[f"column_{at}"] if isinstance(form, MappingForm) else None)
        for at, column in enumerate(seen.columns)
    ]
    values = {
        "page": page, "run": page.run, "seen": seen, "form": form, "columns": columns,
        "drawing": page.run.kind in (ImportKind.AREAS, ImportKind.STREETS), "streets": page.run.kind is ImportKind.STREETS,
    }  # fmt: skip
    return render(request, "desk/imports/preview.html", values, status=status)


def how_sure(confidence: float) -> str:
    """How sure the guess about a column is, in a word."""
    if confidence >= SURE:
        return "たしか"
    if confidence >= PERHAPS:
        return "たぶん"
    return "もしかして" if confidence > 0 else "わからない"


@requires(Permission.IMPORT)
@require_POST
def import_abandon(request: StaffRequest, pk: int) -> HttpResponse:
    """Looked at, and left: the file is not kept."""
    queries.run_page(pk)
    form = forms.Form({})
    if done(form, lambda: actions.abandon(pk, by=request.acting)):
        messages.success(request, "やめました。ファイルは残していません。")
    else:
        say_errors(request, form)
    return redirect("desk:imports")


@requires(Permission.IMPORT)
@require_GET
def import_rejected(request: StaffRequest, pk: int) -> HttpResponse:
    """The rows that were not stored, as CSV, with line and reason: to be put right and brought again."""
    page = queries.run_page(pk)
    headers = list(dict.fromkeys(header for one in page.rejections for header in one.row))
    rows = [[str(one.line), one.reason, *(str(one.row.get(of) or "") for of in headers)] for one in page.rejections]
    audit.record("imports.rejected_exported", by=request.acting, subject=("import_run", pk), rows=len(page.rejections))
    table = write_csv(["行", "入らなかった理由", *headers], rows, one_line=False)
    response = HttpResponse(table, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="rejected-{pk}.csv"'
    return response
