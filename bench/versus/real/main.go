// Runs one case on the real kube-scheduler, several times over, and writes down where the pods went and how long it took.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"

	"k8s.io/klog/v2"
)

// report is the file that is written.
type report struct {
	Go    string `json:"go"`
	Cores int    `json:"cores"`
	Runs  []run  `json:"runs"`
}

func main() {
	casePath := flag.String("case", "", "the case to run, a JSON file")
	outPath := flag.String("out", "", "where the report goes")
	parallelism := flag.Int("parallelism", 16, "the scheduler's parallelism")
	runs := flag.Int("runs", 1, "how often the case is run, each time in a new cluster")
	warmUp := flag.Int("warm-up", 0, "pods of a run before them that is not reported")
	flag.Parse()
	klog.LogToStderr(false)
	klog.SetOutput(io.Discard)
	if err := write(*casePath, *outPath, int32(*parallelism), *runs, *warmUp); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func write(casePath, outPath string, parallelism int32, runs, warmUp int) error {
	c, err := readCase(casePath)
	if err != nil {
		return err
	}
	if warmUp > 0 {
		if _, err := measure(c.firstPods(warmUp), parallelism); err != nil {
			return err
		}
	}
	out := report{Go: runtime.Version(), Cores: runtime.GOMAXPROCS(0)}
	for range runs {
		r, err := measure(c, parallelism)
		if err != nil {
			return err
		}
		out.Runs = append(out.Runs, r)
	}
	text, err := json.Marshal(out)
	if err != nil {
		return err
	}
	return os.WriteFile(outPath, text, 0o644)
}
