"""The door of ui: `from przystan.platform.ui import public as ui`. README.md shows each piece."""

from przystan.platform.ui.charts import Chart, ChartKind, Series
from przystan.platform.ui.components.base import (
    Button,
    Component,
    Link,
    Tag,
    Tone,
    date_text,
    number_text,
    show,
)
from przystan.platform.ui.components.blocks import (
    BigNumber,
    BigNumbers,
    Details,
    EmptyState,
    Event,
    Fact,
    KeyFacts,
    Notice,
    Progress,
    Step,
    Stepper,
    StepState,
    Timeline,
    Toast,
)
from przystan.platform.ui.components.filters import Filters
from przystan.platform.ui.components.navigation import Navigation, NavItem, NavSection
from przystan.platform.ui.components.spans import Span, Spans
from przystan.platform.ui.components.table import Column, Kind, Row, Table
from przystan.platform.ui.languages import language_name
from przystan.platform.ui.lists import (
    ListSpec,
    ListState,
    Page,
    cut_page,
    order_fields,
    read_list,
    row_url,
)
from przystan.platform.ui.widgets import DateParts, DayInput
from przystan.platform.ui.words import keep_words, word

__all__ = [
    "BigNumber",
    "BigNumbers",
    "Button",
    "Chart",
    "ChartKind",
    "Column",
    "Component",
    "DateParts",
    "DayInput",
    "Details",
    "EmptyState",
    "Event",
    "Fact",
    "Filters",
    "KeyFacts",
    "Kind",
    "Link",
    "ListSpec",
    "ListState",
    "NavItem",
    "NavSection",
    "Navigation",
    "Notice",
    "Page",
    "Progress",
    "Row",
    "Series",
    "Span",
    "Spans",
    "Step",
    "StepState",
    "Stepper",
    "Table",
    "Tag",
    "Timeline",
    "Toast",
    "Tone",
    "cut_page",
    "date_text",
    "keep_words",
    "language_name",
    "number_text",
    "order_fields",
    "read_list",
    "row_url",
    "show",
    "word",
]
