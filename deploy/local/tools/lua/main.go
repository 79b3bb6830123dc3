// Runs Lua as Argo CD does: the same interpreter, with no more of its libraries than Argo CD opens, and within a second. On standard input
// there are objects {"script": TEXT, "obj": RESOURCE}; for each a line comes out, {"returned": VALUE} or {"error": TEXT}.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log"
	"os"
	"time"

	lua "github.com/yuin/gopher-lua"
	luajson "layeh.com/gopher-json"
)

type request struct {
	Script string         `json:"script"`
	Object map[string]any `json:"obj"`
}

type answer struct {
	Returned json.RawMessage `json:"returned,omitempty"`
	Error    string          `json:"error,omitempty"`
}

func main() {
	in, out := json.NewDecoder(os.Stdin), json.NewEncoder(os.Stdout)
	for {
		var asked request
		if err := in.Decode(&asked); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			log.Fatal(err)
		}
		returned, err := run(asked)
		told := answer{Returned: returned}
		if err != nil {
			told.Error = err.Error()
		}
		if err := out.Encode(told); err != nil {
			log.Fatal(err)
		}
	}
}

func run(asked request) (json.RawMessage, error) {
	state := lua.NewState(lua.Options{SkipOpenLibs: true})
	defer state.Close()
	openLibraries(state)
	ends, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	state.SetContext(ends)
	state.SetGlobal("obj", luajson.DecodeValue(state, asked.Object))
	if err := state.DoString(asked.Script); err != nil {
		return nil, err
	}
	table, ok := state.Get(-1).(*lua.LTable)
	if !ok {
		return nil, errors.New("returns no table, but " + state.Get(-1).Type().String())
	}
	text, err := luajson.Encode(table)
	if err != nil {
		return nil, err
	}
	var returned any
	if err := json.Unmarshal(text, &returned); err != nil {
		return nil, err
	}
	return json.Marshal(emptyAsBefore(returned, asked.Object))
}

// Neither string nor math; of os the clock alone, and only for who requires it.
func openLibraries(state *lua.LState) {
	for name, open := range map[string]lua.LGFunction{
		lua.LoadLibName: lua.OpenPackage, lua.BaseLibName: lua.OpenBase, lua.TabLibName: lua.OpenTable, lua.OsLibName: lua.OpenOs,
	} {
		state.Push(state.NewFunction(open))
		state.Push(lua.LString(name))
		state.Call(1, 0)
	}
	all := state.GetGlobal(lua.OsLibName)
	clock := state.NewTable()
	for _, name := range []string{"date", "time"} {
		clock.RawSetString(name, state.GetField(all, name))
	}
	state.SetGlobal(lua.OsLibName, lua.LNil)
	state.SetField(state.GetField(state.GetGlobal(lua.LoadLibName), "loaded"), lua.OsLibName, clock)
}

// An empty table is a list or an object; Argo CD takes it for what it was in the resource.
func emptyAsBefore(now, before any) any {
	switch now := now.(type) {
	case map[string]any:
		if before, ok := before.(map[string]any); ok {
			for name := range now {
				now[name] = emptyAsBefore(now[name], before[name])
			}
		}
	case []any:
		if object, ok := before.(map[string]any); ok && len(now) == 0 {
			return object
		}
		if before, ok := before.([]any); ok {
			for i := 0; i < len(now) && i < len(before); i++ {
				now[i] = emptyAsBefore(now[i], before[i])
			}
		}
	}
	return now
}
