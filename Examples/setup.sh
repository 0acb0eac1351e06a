# Functions that install the prerequisites of attnviz and build it. Sourced by the other scripts.

# Runs a command as root, with sudo if necessary, and prints it.
run_as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        echo "+ $*" >&2
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        echo "+ sudo $*" >&2
        sudo "$@"
    else
        echo "These need root: $*" >&2
        return 1
    fi
}

has_libraries() {
    command -v pkg-config >/dev/null 2>&1 && pkg-config --exists cairo pangocairo libpng zlib
}

has_dejavu() {
    # 'grep -q' would exit before fc-list has written everything; its SIGPIPE would be a failure under pipefail.
    command -v fc-list >/dev/null 2>&1 && fc-list : family | grep "DejaVu Sans" >/dev/null
}

install_prerequisites() {
    if ! command -v swift >/dev/null 2>&1; then
        echo "Swift 6 is missing: https://www.swift.org/install" >&2
        return 1
    fi
    if has_libraries && has_dejavu; then return 0; fi
    echo "Installing cairo, pango, libpng, pkg-config and the DejaVu fonts." >&2
    if command -v apt-get >/dev/null 2>&1; then
        run_as_root apt-get update -q >&2 &&
            run_as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
                libcairo2-dev libpango1.0-dev libpng-dev zlib1g-dev pkg-config fontconfig fonts-dejavu-core >&2
    elif command -v brew >/dev/null 2>&1; then
        echo "+ brew install cairo pango libpng zlib pkg-config font-dejavu" >&2
        brew install cairo pango libpng zlib pkg-config font-dejavu >&2
    else
        echo "Neither apt-get nor brew was found. Install the development files of cairo, pango, libpng and zlib," >&2
        echo "pkg-config and the DejaVu fonts, and try again." >&2
        return 1
    fi
}

# Builds attnviz in release mode at "$(release_path)". The Swift libraries are linked statically if the toolchain has static
# ones: then the program starts faster and runs on machines without Swift.
build_release() {
    local resources
    resources=$(swift -print-target-info | sed -n 's/.*"runtimeResourcePath": "\(.*\)".*/\1/p')
    if [ "$(uname -s)" = Linux ] && [ -d "${resources}_static" ]; then
        swift build -c release --product attnviz --static-swift-stdlib
    else
        swift build -c release --product attnviz
    fi
}

release_path() {
    echo "$(swift build -c release --show-bin-path)/attnviz"
}
