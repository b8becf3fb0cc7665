"""Builds the tables of the shop's events once an hour, without dbt, and proves them.

EventSpec writes scripts and never runs them: `compile --script` gives one idempotent script a table, and psql runs it.
A task that fails is run again as it is, because a script that has run does nothing new.
"""

from datetime import datetime, timedelta

from airflow.sdk import DAG
from airflow.providers.standard.operators.bash import BashOperator

PROJECT = "/opt/events"  # the folder of eventspec.yml
SCRIPTS = "/tmp/eventspec/{{ run_id }}"
MOMENT = "{{ data_interval_end.isoformat() }}"

with DAG(
    "shop_events",
    description="Tables of the shop's events, and the proof that they agree",
    schedule="@hourly",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,  # two runs would write the same tables
    default_args={"retries": 2, "retry_delay": timedelta(minutes=5)},
) as dag:
    check = BashOperator(
        task_id="check",
        bash_command=f"eventspec check --project {PROJECT} --connection prod --require-warehouse",
    )
    write = BashOperator(
        task_id="write_scripts",
        bash_command=f"eventspec compile --script --now {MOMENT} --project {PROJECT} --connection prod --out {SCRIPTS}",
    )
    build = BashOperator(
        task_id="build_tables",
        bash_command=f"for script in {SCRIPTS}/*.sql; do psql --set ON_ERROR_STOP=1 --file \"$script\" || exit 1; done",
    )
    prove = BashOperator(
        task_id="prove",
        bash_command=f"eventspec test --project {PROJECT} --connection prod --since '7 days' --now {MOMENT}",
    )
    check >> write >> build >> prove
