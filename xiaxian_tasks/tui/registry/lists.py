"""What can be done with the list of tasks as a list: orders, groups, marks, columns, saved views, copies."""

from xiaxian_tasks.language import N_
from xiaxian_tasks.tui.places import COLUMNS, LIST, TASKS, VIEWS, Act

ACTS = (
    Act("sort", N_("sort"), (TASKS,), ("s", "ctrl+t"), "xiaxian tasks --sort {sort}", 4),
    Act("reverse", N_("turn order round"), (TASKS,), ("S", "ctrl+g"), "xiaxian tasks --reverse"),
    Act("mark", N_("mark"), (LIST,), ("space",), "", 5),
    Act("mark_down", N_("mark downwards"), (LIST,), ("shift+down",)),
    Act("mark_up", N_("mark upwards"), (LIST,), ("shift+up",)),
    Act("mark_all", N_("mark all"), (TASKS,), ("V", "ctrl+a"), "", 12),
    Act("group", N_("group by"), (TASKS,), ("m", "ctrl+l"), "", 11),
    Act("fold", N_("fold"), (TASKS,), ("left",)),
    Act("unfold", N_("unfold"), (TASKS,), ("right",)),
    Act("fold_all", N_("fold all"), (TASKS,), ("z", "shift+left")),
    Act("views", N_("saved views"), (TASKS,), ("f", "ctrl+k"), "xiaxian view list", 13),
    Act("columns", N_("columns"), (TASKS,), ("w", "ctrl+w"), "", 14),
    Act("copy_rows", N_("copy as table"), (TASKS,), ("C", "ctrl+x")),
    Act("copy_command", N_("copy command"), (TASKS,), ("y", "ctrl+n")),
    Act("take_columns", N_("take"), (COLUMNS,), ("enter",), "", 1),
    Act("take_view", N_("take"), (VIEWS,), ("enter",), "xiaxian tasks --view {name}", 1),
    Act("show_column", N_("show or hide"), (COLUMNS,), ("space",), "", 2),
    Act("earlier_column", N_("further left"), (COLUMNS,), ("shift+up", "ctrl+u"), "", 3),
    Act("later_column", N_("further right"), (COLUMNS,), ("shift+down", "ctrl+d"), "", 4),
    Act("narrower", N_("narrower"), (COLUMNS,), ("left",), "", 5),
    Act("wider", N_("wider"), (COLUMNS,), ("right",), "", 6),
    Act("usual", N_("as usual"), (COLUMNS,), ("delete",), "", 7),
    Act("save_view", N_("save"), (VIEWS,), ("f9",), "xiaxian view save {name} {words}", 2),
    Act("drop_view", N_("drop"), (VIEWS,), ("f4",), "xiaxian view drop {name}", 3),
    Act("next_line", N_("one down"), (COLUMNS, VIEWS), ("down",)),
    Act("previous_line", N_("one up"), (COLUMNS, VIEWS), ("up",)),
    Act("leave_list", N_("leave"), (COLUMNS, VIEWS), ("escape",), "", 2, (), "leave"),
)
