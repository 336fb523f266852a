// Asks the real kube-scheduler (k8s.io/kubernetes, the version in go.mod) what it decides in cases.
//
//	judge -o DIR CASE.json...               fills in "expect" of each case
//	generate -kinds K,… -seed S -cases N -o DIR   makes N cases of each kind and judges them
//	kinds                                   names the kinds
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"

	utilruntime "k8s.io/apimachinery/pkg/util/runtime"
	"k8s.io/klog/v2"
	"seatrial/oracle/cases"
)

// report is what goes to standard output.
type report struct {
	Judged  int       `json:"judged"`
	Refused []refusal `json:"refused"`
}

// refusal is a case that has no one answer: the API server would refuse an object, or the scheduler leaves it to chance.
type refusal struct {
	Name   string `json:"name"`
	Chance bool   `json:"chance"`
	Why    string `json:"why"`
}

func main() {
	klog.LogToStderr(false)
	klog.SetOutput(io.Discard)
	utilruntime.ErrorHandlers = nil
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) == 0 {
		return fmt.Errorf("usage: judge -o DIR CASE... | generate -kinds K,… -seed S -cases N -o DIR | kinds")
	}
	flags := flag.NewFlagSet(args[0], flag.ContinueOnError)
	out := flags.String("o", ".", "where judged cases go")
	kinds := flags.String("kinds", strings.Join(cases.Kinds(), ","), "kinds to generate")
	seed := flags.Int64("seed", 1, "the first seed")
	count := flags.Int("cases", 1, "cases of each kind")
	times := flags.Int("times", 2, "how often a case is judged: all answers have to be equal")
	workers := flags.Int("workers", 2, "cases at the same time")
	if err := flags.Parse(args[1:]); err != nil {
		return err
	}
	j := judging{out: *out, times: *times, workers: *workers}
	switch args[0] {
	case "kinds":
		return json.NewEncoder(os.Stdout).Encode(cases.Kinds())
	case "judge":
		j.ask = judgeOften
		return j.all(read(flags.Args()))
	case "generate":
		j.ask = judgeNew
		return j.all(generate(strings.Split(*kinds, ","), *seed, *count))
	}
	return fmt.Errorf("%s is no command", args[0])
}

// source gives case after case, nil at the end.
type source func() (*cases.Case, error)

func read(paths []string) source {
	return func() (*cases.Case, error) {
		if len(paths) == 0 {
			return nil, nil
		}
		path := paths[0]
		paths = paths[1:]
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		c := &cases.Case{}
		if err := json.Unmarshal(text, c); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		return c, nil
	}
}

func generate(kinds []string, seed int64, count int) source {
	next := 0
	return func() (*cases.Case, error) {
		if next == count*len(kinds) {
			return nil, nil
		}
		kind, nth := kinds[next/count], next%count
		next++
		return cases.Generate(kind, seed+int64(nth)), nil
	}
}

// judging asks about many cases.
type judging struct {
	out            string
	times, workers int
	ask            func(*cases.Case, int) (*Expect, error)
}

func (j judging) all(next source) error {
	queue := make(chan *cases.Case)
	done := report{Refused: []refusal{}}
	var lock sync.Mutex
	var group sync.WaitGroup
	for range j.workers {
		group.Go(func() {
			for c := range queue {
				refused := j.one(c)
				lock.Lock()
				if refused == nil {
					done.Judged++
				} else {
					done.Refused = append(done.Refused, *refused)
				}
				lock.Unlock()
			}
		})
	}
	var failure error
	for {
		c, err := next()
		if c == nil {
			failure = err
			break
		}
		queue <- c
	}
	close(queue)
	group.Wait()
	if failure != nil {
		return failure
	}
	return json.NewEncoder(os.Stdout).Encode(done)
}

func (j judging) one(c *cases.Case) *refusal {
	times := j.times
	for _, often := range []string{"preempt", "queue", "daemons"} {
		if strings.HasPrefix(c.Name, often) {
			times *= 3 // the choice among equal candidates is random, and so is the order of a node set
			break
		}
	}
	expect, err := j.ask(c, times)
	if err == nil {
		err = write(j.out, c, expect)
	}
	if err == nil {
		return nil
	}
	return &refusal{Name: c.Name, Chance: isChance(err), Why: err.Error()}
}
