"""Prints what Airflow reads in a folder: problems, and of each DAG its tasks in order with their commands."""

import json
import sys

from airflow.dag_processing.dagbag import DagBag

bag = DagBag(dag_folder=sys.argv[1])
print(
    json.dumps(
        {
            "errors": bag.import_errors,
            "dags": {
                name: [
                    {"task": task.task_id, "after": sorted(task.upstream_task_ids), "command": task.bash_command}
                    for task in dag.topological_sort()
                ]
                for name, dag in bag.dags.items()
            },
        }
    )
)
