# All of /proc that the truth test compares, by programs of the guest's own, and few of them, since whatever this starts is watched too.
echo "reader:$$"
cd /proc || exit 1
# Children of 2 are the kernel's own threads.
for stat in $(grep -alv ') . 2 ' [0-9]*/stat 2> /dev/null); do
  pid=${stat%/stat}
  texts="$texts $pid/stat $pid/cgroup $pid/cmdline"
  status="$status $pid/status"
  links="$links $pid/ns"
done
grep -aH . $texts 2> /dev/null
grep -aHE '^(Uid|NSpid):' $status 2> /dev/null
exec ls -ln $links 2> /dev/null
