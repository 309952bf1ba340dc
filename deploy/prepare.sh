# Sourced by deploy/run and tests/run: brings a Debian 12 to what Gongdao is built with. Touches nothing that is there.
# shellcheck shell=bash

node_version=20.20.2

as_root() {
    if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

# install_packages NAME…: those that are not installed yet.
install_packages() {
    local name missing=()
    for name in "$@"; do
        [[ $(dpkg-query --show --showformat '${db:Status-Status}' "$name" 2>/dev/null) == installed ]] ||
            missing+=("$name")
    done
    ((${#missing[@]})) || return 0
    echo "Installing ${missing[*]}"
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# install_listed FILE…: the packages that these lists name.
install_listed() {
    local names
    mapfile -t names < <(sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$@")
    install_packages "${names[@]}"
    # A root made by debootstrap has no /etc/hosts: nothing there knows where localhost is.
    getent hosts localhost >/dev/null || install_packages libnss-myhostname
}

# Puts Node 20 first on PATH. Debian 12 has 18, on which the web client's tools do not run; the npm registry has 20 as a
# package of its own.
use_node() {
    if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
        install_packages nodejs npm
    fi
    (($(node --print 'process.versions.node.split(".")[0]') >= 20)) && return
    local arch place
    case $(dpkg --print-architecture) in
        amd64) arch=x64 ;;
        arm64) arch=arm64 ;;
        *) echo "No Node 20 for $(dpkg --print-architecture)" >&2 && return 1 ;;
    esac
    place=${XDG_CACHE_HOME:-$HOME/.cache}/gongdao/node-$node_version
    if ! "$place/node_modules/node-linux-$arch/bin/node" --version >/dev/null 2>&1; then
        echo "Getting Node $node_version"
        npm install --loglevel=error --no-audit --no-fund --prefix "$place" "node-linux-$arch@$node_version" >/dev/null || {
            echo "Node $node_version could not be fetched from the npm registry (see above); any Node 20 on PATH will do" >&2
            return 1
        }
    fi
    PATH=$place/node_modules/node-linux-$arch/bin:$PATH
}
