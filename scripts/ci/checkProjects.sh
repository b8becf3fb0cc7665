#!/usr/bin/env bash
# What a build server runs: one check of all projects, and on request their tests and the look at dbt's models.
# In: the report's format; PROJECTS (folders, separated by blanks; default: all that hold an eventspec.yml), FAIL_ON, RUN_TESTS,
# CHECK_DBT, and EVENTSPEC, the command, where it is not the one beside this file. Exits with the worst code of what ran.
set -uo pipefail

format=${1:-text}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
read -r -a eventspec <<< "${EVENTSPEC:-node $here/dist/cli.js}"

projects=()
if [ -n "${PROJECTS:-}" ]; then
  read -r -a projects <<< "$PROJECTS"
else
  while IFS= read -r -d '' file; do
    projects+=("$(dirname "$file")")
  done < <(find . -name node_modules -prune -o -name .git -prune -o -name eventspec.yml -print0 | sort -z)
fi
if [ ${#projects[@]} -eq 0 ]; then
  echo "There is no eventspec.yml below $PWD." >&2
  exit 2
fi

worst=0
run() {
  "$@"
  local code=$?
  [ "$code" -gt "$worst" ] && worst=$code
  return 0
}

run "${eventspec[@]}" check "${projects[@]}" --format "$format" --fail-on "${FAIL_ON:-error}"
for project in "${projects[@]}"; do
  [ "${RUN_TESTS:-false}" = true ] && run "${eventspec[@]}" test --project "$project" --format "$format"
  [ "${CHECK_DBT:-false}" = true ] && run "${eventspec[@]}" export dbt --check --project "$project"
done
exit "$worst"
