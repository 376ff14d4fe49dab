# Completion of docker's verbs, containers and images, from the engine's files alone: nothing is started for it.

__fishbowl_docker() {
  local word=${COMP_WORDS[COMP_CWORD]} verb=${COMP_WORDS[1]} names=
  if ((COMP_CWORD == 1)); then
    names='exec images info logs ps pull rm rmi run start stop top version'
  else
    case $verb in
      exec | logs | rm | start | stop | top) __fishbowl_containers ;;
      pull | rmi | run) __fishbowl_images ;;
    esac
  fi
  local name
  COMPREPLY=()
  for name in $names; do [[ $name == "$word"* ]] && COMPREPLY+=("$name"); done
}

__fishbowl_containers() {
  local file text
  for file in /var/lib/docker/containers/*/config.v2.json; do
    [[ -r $file ]] || continue
    IFS= read -r -d '' text <"$file"
    [[ $text =~ \"Name\":\ *\"/?([^\"]+)\" ]] && names+=" ${BASH_REMATCH[1]}"
  done
}

__fishbowl_images() {
  local text
  [[ -r /var/lib/docker/image/overlay2/repositories.json ]] || return
  IFS= read -r -d '' text </var/lib/docker/image/overlay2/repositories.json
  while [[ $text =~ \"([a-z0-9./_-]+:[A-Za-z0-9._-]+)\" ]]; do
    [[ ${BASH_REMATCH[1]} == sha256:* ]] || names+=" ${BASH_REMATCH[1]}"
    text=${text#*"${BASH_REMATCH[0]}"}
  done
}

complete -o default -F __fishbowl_docker docker
