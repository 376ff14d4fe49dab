# Completion of docker's command lines: docker itself answers what a word can become (docker __complete), asked once a Tab.

__fishbowl_docker() {
  local rest=${COMP_LINE:0:COMP_POINT} piece gap line directive=0
  local -a words=()
  # bash takes words apart at ":" and "=", docker does not: pieces without a gap between them are one word.
  for piece in "${COMP_WORDS[@]:0:COMP_CWORD+1}"; do
    gap=${rest%%[![:space:]]*}
    rest=${rest#"$gap"}
    [[ $rest == "$piece"* ]] || piece=$rest # the cursor stands in it
    rest=${rest#"$piece"}
    if [[ -n $gap || ${#words[@]} -eq 0 ]]; then words+=("$piece"); else words[-1]+=$piece; fi
  done

  local word=${words[-1]}
  local broken=${word%"${word##*[:=]}"} # what bash leaves as it is
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == :* ]]; then directive=${line#:}; else COMPREPLY+=("${line#"$broken"}"); fi
  done < <(docker __completeNoDesc "${words[@]:1}" 2>/dev/null)
  ((directive & 2)) && compopt -o nospace
  ((directive & 4)) && compopt +o default
}

complete -o default -F __fishbowl_docker docker
