# All of /proc that the truth test compares. One bash with its own builtins and one ls: what it starts is watched too, so it should be little.
echo "reader $$"
cd /proc || exit 1
for pid in [0-9]*; do
  { read -r stat < "$pid/stat" && mapfile -t status < "$pid/status" && mapfile -t cgroup < "$pid/cgroup" &&
    mapfile -d '' -t argv < "$pid/cmdline"; } 2> /dev/null || continue
  printf 'stat %s\n' "$stat"
  printf 'status %s\n' "${status[@]}"
  printf 'cgroup %s\n' "${cgroup[@]}"
  for word in "${argv[@]}"; do printf 'word %s\n' "${word//$'\n'/ }"; done
done
exec ls -l [0-9]*/ns 2> /dev/null
