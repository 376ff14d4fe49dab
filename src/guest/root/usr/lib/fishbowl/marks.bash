# Marks in the terminal's output that tell where a prompt, a command and its output begin and end
# (OSC 133, the "semantic prompts" of FinalTerm). ST is ESC \. No process is forked for any of them.
#
#   ESC ]133;A ST               a prompt begins; nothing runs
#   ESC ]133;B ST               the prompt ended; what follows was typed
#   ESC ]133;C ST               the typed line was accepted and runs; its output follows
#   ESC ]133;C;<text> ST        the text of the running command; after the plain C, before the first of its simple commands
#                               starts. A line that is one subshell, "( … )", is named only when it has ended, before its D.
#   ESC ]133;D;<exit>;<text> ST the command ended; exit code and once more its text
#
# <text> is the whole line as history keeps it, several lines included. "%" and control characters are written %XX, byte by byte
# as UTF-8 has them; all else stands as it is. Decode with decodeURIComponent after "%" was the only thing that was encoded.
# An empty line gives no C and no D. A nested bash marks its own commands inside those of the outer one.

# 0: at the prompt; 1: a line was accepted; 2: and its text was told.
__fishbowl_state=0
__fishbowl_text=
: "${__fishbowl_file:=/run/fishbowl-history.$$}"

# Sets __fishbowl_text to the newest line of history, encoded. A builtin's output goes through a file: $(…) would fork.
__fishbowl_read() {
  local LC_ALL=C text rest char code
  { builtin fc -ln -1 >"$__fishbowl_file" && IFS= builtin read -r -d '' text <"$__fishbowl_file"; } 2>/dev/null
  text=${text#$'\t'} text=${text# } text=${text%$'\n'}
  text=${text//%/%25}
  rest=$text __fishbowl_text=
  while [[ $rest =~ [[:cntrl:]]|$'\xc2'[$'\x80'-$'\x9f'] ]]; do
    char=${BASH_REMATCH[0]}
    __fishbowl_text+=${rest%%"$char"*}
    rest=${rest#*"$char"}
    if ((${#char} == 2)); then __fishbowl_text+=%C2 char=${char:1}; fi
    builtin printf -v code '%d' "'$char"
    builtin printf -v code '%%%02X' $((code & 255))
    __fishbowl_text+=$code
  done
  __fishbowl_text+=$rest
}

# A shell that waited in the snapshot, the same for everybody, begins with its first command.
__fishbowl_waited=
__fishbowl_begin() {
  unset __fishbowl_waited
  RANDOM=$SRANDOM
  SECONDS=0
}

__fishbowl_running() {
  __fishbowl_state=2
  if [[ -v __fishbowl_waited ]]; then __fishbowl_begin; fi
  __fishbowl_read
  # Not to standard output: that of "for … done > file" is the file already.
  builtin printf '\e]133;C;%s\e\\' "$__fishbowl_text" 2>/dev/null >/dev/tty
}

__fishbowl_prompt() {
  local exit=$?
  if ((__fishbowl_state)); then builtin printf '\e]133;D;%d;%s\e\\' $exit "$__fishbowl_text"; fi
  __fishbowl_state=0
  return $exit
}

PROMPT_COMMAND=__fishbowl_prompt
# The index is an assignment: the cheapest way to leave a note while a prompt string is expanded.
PS0='${__fishbowl_none[__fishbowl_state=1,0]}\e]133;C\e\\'
PS1="\[\e]133;A\e\\\\\]$PS1\[\e]133;B\e\\\\\]"
trap '((__fishbowl_state != 1)) || __fishbowl_running' DEBUG
