// Writes a judged case, one object, step list, explanation or attempt a line.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"seatrial/oracle/cases"
)

func write(dir string, c *cases.Case, expect *Expect) error {
	var b strings.Builder
	fmt.Fprintf(&b, "{\n\"name\": %q,\n\"kind\": %q,\n", c.Name, c.Kind)
	if c.Seed != 0 {
		fmt.Fprintf(&b, "\"seed\": %d,\n", c.Seed)
	}
	if len(c.Config) > 0 {
		fmt.Fprintf(&b, "\"config\": %s,\n", c.Config)
	}
	b.WriteString("\"objects\": ")
	lines(&b, c.Objects)
	b.WriteString(",\n")
	if len(c.Steps) > 0 {
		b.WriteString("\"steps\": ")
		lines(&b, c.Steps)
		b.WriteString(",\n")
	}
	fmt.Fprintf(&b, "\"expect\": {\"version\": %q", expect.Version)
	if expect.Explanations != nil {
		b.WriteString(", \"explanations\": ")
		lines(&b, expect.Explanations)
	}
	if expect.Phases != nil {
		b.WriteString(", \"phases\": [\n")
		for i, p := range expect.Phases {
			b.WriteString("{\"attempts\": ")
			lines(&b, p.Attempts)
			queues, _ := json.Marshal(p.Queues)
			fmt.Fprintf(&b, ", \"queues\": %s}%s", queues, separator(i, len(expect.Phases)))
		}
		b.WriteString("]")
	}
	b.WriteString("}\n}\n")
	path := filepath.Join(dir, c.Name+".json")
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(b.String()), 0o644)
}

func lines[T any](b *strings.Builder, list []T) {
	b.WriteString("[\n")
	for i, each := range list {
		raw, _ := json.Marshal(each)
		fmt.Fprintf(b, "%s%s", raw, separator(i, len(list)))
	}
	b.WriteString("]")
}

func separator(i, count int) string {
	if i == count-1 {
		return "\n"
	}
	return ",\n"
}
