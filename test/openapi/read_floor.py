"""Reads the tasks, the statistics and the events of the simulated TaskRouter, and makes a task and cancels it."""

import sys
from types import SimpleNamespace

from loopback import connect, report

origin, account_sid, token, workspace, workflow, task_queue = sys.argv[1:7]
inside = connect(origin, account_sid, token).taskrouter.v1.workspaces(workspace)
tasks = inside.tasks.list()
queue = inside.task_queues(task_queue)
made = inside.tasks.create(workflow_sid=workflow, attributes="{}")
queues = SimpleNamespace(to_dict=lambda: {"queueSids": [task_queue]})
report(
    [
        *tasks,
        *[inside.tasks(task.sid).fetch() for task in tasks],
        made,
        inside.tasks(made.sid).update(priority=7),
        inside.tasks(made.sid).update(assignment_status="canceled", reason="not needed"),
        queue.real_time_statistics().fetch(),
        queue.cumulative_statistics().fetch(split_by_wait_time="30"),
        inside.task_queues.bulk_real_time_statistics.create(body=queues),
        *inside.events.list(page_size=1000),
    ]
)
