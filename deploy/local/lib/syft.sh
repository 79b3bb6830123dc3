# shellcheck shell=bash
# Syft, which lists what is in an image.

syft_version=$(module_version syft github.com/anchore/syft)
syft_folder=$(module_folder syft "$syft_version")

syft() { "$syft_folder/bin/syft" "$@"; }

require_syft() { require_module syft "Syft $syft_version" "$syft_folder" CGO_ENABLED=0; }
