# Fishbowl's interactive bash: prompt, history, completion, and the marks by which the timeline is cut into commands.
case $- in *i*) ;; *) return ;; esac

export LANG=${LANG:-C.UTF-8} EDITOR=nano PAGER=less
HISTSIZE=5000
HISTFILESIZE=5000
HISTCONTROL=
unset HISTTIMEFORMAT
shopt -s histappend checkwinsize cmdhist lithist
PS1='\[\e[1;36m\]\u@\h\[\e[0m\]:\[\e[1;34m\]\w\[\e[0m\]\$ '
alias ls='ls --color=auto' ll='ls -l' grep='grep --color=auto'

. /usr/lib/fishbowl/marks.bash
. /usr/lib/fishbowl/docker-completion.bash
