// Argo CD's application-controller and repo-server, without the rest of its program: argo-cd argocd-repo-server ARG...
package main

import (
	"os"

	controller "github.com/argoproj/argo-cd/v3/cmd/argocd-application-controller/commands"
	repository "github.com/argoproj/argo-cd/v3/cmd/argocd-repo-server/commands"
	"github.com/spf13/cobra"
)

func main() {
	argo := &cobra.Command{Use: "argo-cd"}
	argo.AddCommand(controller.NewCommand(), repository.NewCommand())
	if argo.Execute() != nil {
		os.Exit(1)
	}
}
