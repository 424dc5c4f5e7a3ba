"""Plan files of any size, always the same for a size: what the benches load."""

BODIES = (
    "县民政局", "县水利局", "县教育局", "县财政局", "县住建局",
    "县农业农村局", "县工信科局", "县发改局", "县卫体局", "县交通局",
)
VERBS = ("完成", "推进", "建成", "改造", "新增", "压减")
OBJECTS = (
    "城镇老旧小区改造", "农村公路提升", "高标准农田建设", "普惠托位",
    "节水灌溉", "污水管网", "养老服务站", "充电桩",
)
UNITS = ("户", "公里", "亩", "个", "万方", "座")


def plan(tasks: int) -> bytes:
    """A plan file of so many tasks, each with one body, one target and a due day of its own."""
    lines = [
        'id = "bench-23"', 'document = "夏政办发〔2023〕999号"', 'title = "测算用2023年行动计划"',
        "issued = 2023-01-05", "year = 2023",
    ]
    for n in range(1, tasks + 1):
        title = f"{VERBS[n % 6]}{OBJECTS[n * 7 % 8]}第{n}项"
        lines += [
            "", "[[tasks]]", f'number = "{n}"', f'title = "{title}"', f'lead = ["{BODIES[n * 3 % 10]}"]',
            "[[tasks.targets]]", f'metric = "{title}"', 'kind = "reach"', f"value = {n % 900 + 10}",
            f'unit = "{UNITS[n * 5 % 6]}"', f"due = 2023-{n % 12 + 1:02d}-{n % 28 + 1:02d}",
        ]
    return ("\n".join(lines) + "\n").encode()


def reports(tasks: int, every: int) -> bytes:
    """A CSV of reports on every so many-th task of that plan."""
    rows = ["task,value,as_of"]
    rows += [f"bench-23/{n},{n % 900 // 2},2023-01-31" for n in range(1, tasks + 1, every)]
    return ("\n".join(rows) + "\n").encode()
