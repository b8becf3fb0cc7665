#!/usr/bin/env bash
# What a build server runs: one check of all projects, and on request their tests and the look at dbt's models.
# In: the report's format; PROJECTS (folders, separated by blanks; default: all that hold an eventspec.yml), FAIL_ON, RUN_TESTS,
# CHECK_DBT, BASE (a commit: also says what changed in meaning since), DIFF_FAIL_ON, COMMENT (keeps a comment of the pull request, see comment.mjs), and EVENTSPEC, the command, where it is not the one beside this file. Exits with the worst code of what ran.
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

# The token that writes the comment is for that alone: what specs of a pull request may read of the environment does not have it.
token=${GITHUB_TOKEN:-}
unset GITHUB_TOKEN

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

# A clone of one commit has no other: it is fetched alone, where the server gives single commits.
if [ -n "${BASE:-}" ] && ! git cat-file -e "$BASE^{commit}" 2>/dev/null; then
  git fetch --quiet --no-tags --depth=1 origin "$BASE" || true
fi
for project in "${projects[@]}"; do
  [ -n "${BASE:-}" ] || break
  run "${eventspec[@]}" diff --base "$BASE" --project "$project" --format "$format" --fail-on "${DIFF_FAIL_ON:-error}"
  if [ "${COMMENT:-false}" = true ]; then
    # A token that may only read, as builds of forks have, is no reason to fail.
    "${eventspec[@]}" diff --base "$BASE" --project "$project" --format markdown --fail-on never \
      | GITHUB_TOKEN="$token" node "$here/scripts/ci/comment.mjs" || true
  fi
done
exit "$worst"
