"""
The views of a database: the questions that are asked most, in SQL that SQLite and PostgreSQL both read.

Names that are words of SQL stand in double quotes: "group", "end".
"""

from collections.abc import Mapping
from types import MappingProxyType

_MEASURE = (
    "t.indicator, t.qualifier, t.comparator, t.value, t.value_max, t.unit, t.grade, t.ratio, t.change, t.per"
)
_PERIOD = "t.period, t.period_start, t.period_end"

# sections, page and quote come last, as in the tables
_TASKS = """
    SELECT o.name AS {name}, {person}o.role, t.document_id, t.document, t.id AS task, t.number, t.title, t."group",
           t.project, t.lead, t.responsible, t.support, t.deadline, t.deadline_start, t.deadline_end,
           t.section_id, t.section, t.page, t.quote
    FROM owners o JOIN tasks t ON t.document_id = o.document_id AND t.id = o.task
    WHERE {those}"""

VIEWS: Mapping[str, str] = MappingProxyType(
    {
        # targets and results in one: their columns are the same
        "measures": """
    SELECT * FROM targets UNION ALL SELECT * FROM results""",
        # each task as often as departments, organisations and groups are charged with it
        "tasks_by_department": _TASKS.format(
            name="department", person="o.kind, ", those="o.kind <> 'person'"
        ),
        "tasks_by_leader": _TASKS.format(name="leader", person="o.post, ", those="o.kind = 'person'"),
        # a target outside of all sections is here too, with nothing in the columns of the section
        "targets_by_section": f"""
    SELECT t.document_id, t.document, s.part_title, s.path AS section, s.id AS section_id, s.level AS section_level,
           s.position AS section_position, t.id AS target, {_MEASURE}, {_PERIOD}, t.modality, t.binding, t.quote
    FROM targets t LEFT JOIN sections s ON s.document_id = t.document_id AND s.id = t.section_id""",
        # those alone that name a baseline
        "targets_with_baselines": f"""
    SELECT t.document_id, t.document, t.id AS target, {_MEASURE}, {_PERIOD},
           b.id AS baseline, b.role AS baseline_role, b.value AS baseline_value, b.unit AS baseline_unit,
           b.period AS baseline_period, b.period_end AS baseline_period_end,
           t.section_id, t.section, t.quote, b.quote AS baseline_quote
    FROM targets t JOIN results b ON b.document_id = t.document_id AND b.id = t.baseline_id""",
        # what there is of each document, and what a person may have to look at
        "document_counts": """
    SELECT d.document_id, d.document, d.title, d.date, d.status, d.sections, d.targets, d.results, d.tasks,
           (SELECT count(*) FROM targets t WHERE t.document_id = d.document_id AND t.confidence < 0.9)
               AS doubtful_targets,
           (SELECT count(*) FROM targets t WHERE t.document_id = d.document_id AND t.baseline_id IS NOT NULL)
               AS targets_with_baselines,
           (SELECT count(*) FROM tasks t WHERE t.document_id = d.document_id AND t.deadline IS NULL)
               AS tasks_without_deadline,
           (SELECT count(*) FROM tasks t WHERE t.document_id = d.document_id AND NOT EXISTS
               (SELECT 1 FROM owners o WHERE o.document_id = t.document_id AND o.task = t.id))
               AS tasks_without_owner,
           (SELECT count(DISTINCT o.name) FROM owners o WHERE o.document_id = d.document_id) AS owners,
           (SELECT count(*) FROM findings f WHERE f.document_id = d.document_id AND f.severity = 'error') AS errors,
           (SELECT count(*) FROM findings f WHERE f.document_id = d.document_id AND f.severity = 'warning')
               AS warnings
    FROM documents d""",
    }
)
