// Analyses SQL as BigQuery does: names, functions and types are resolved against tables; nothing is run.
//
// In: JSON of {tables: [{name, columns: [{name, type}]}], queries: [sql]} by case; types are spelt as BigQuery spells them.
// Out: by case, for each query {columns: [{name, type}]} or {problem}.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/goccy/go-googlesql"
)

type column struct {
	Name string `json:"name"`
	Type string `json:"type"`
}

type input struct {
	Tables []struct {
		Name    string   `json:"name"`
		Columns []column `json:"columns"`
	} `json:"tables"`
	Queries []string `json:"queries"`
}

type answer struct {
	Columns []column `json:"columns,omitempty"`
	Problem string   `json:"problem,omitempty"`
}

func main() {
	check(googlesql.Init())
	var cases map[string]input
	check(json.NewDecoder(os.Stdin).Decode(&cases))
	language := bigQuery()
	answers := map[string][]answer{}
	for name, one := range cases {
		answers[name] = answersOf(language, one)
	}
	check(json.NewEncoder(os.Stdout).Encode(answers))
}

func answersOf(language *googlesql.LanguageOptions, one input) []answer {
	analyser := newAnalyser(language)
	for _, table := range one.Tables {
		analyser.add(table.Name, table.Columns)
	}
	answers := []answer{}
	for _, sql := range one.Queries {
		columns, err := analyser.columnsOf(sql)
		if err != nil {
			answers = append(answers, answer{Problem: err.Error()})
		} else {
			answers = append(answers, answer{Columns: columns})
		}
	}
	return answers
}

// The language without what only Google's own systems know.
func bigQuery() *googlesql.LanguageOptions {
	language := must(googlesql.NewLanguageOptions())
	check(language.EnableMaximumLanguageFeatures())
	check(language.SetProductMode(googlesql.ProductModeProductExternal))
	check(language.EnableReservableKeyword("QUALIFY", true))
	return language
}

// What every type but enumerations and protocol buffers has; BigQuery has neither.
type named interface {
	TypeName(googlesql.ProductMode) (string, error)
}

type analyser struct {
	catalog *googlesql.SimpleCatalog
	schemas map[string]*googlesql.SimpleCatalog
	options *googlesql.AnalyzerOptions
	types   *googlesql.TypeFactory
}

func newAnalyser(language *googlesql.LanguageOptions) *analyser {
	types := must(googlesql.NewTypeFactory())
	catalog := must(googlesql.NewSimpleCatalog("golden", types))
	check(catalog.AddBuiltinFunctionsAndTypes(&googlesql.BuiltinFunctionOptions{LanguageOptions: language}))
	options := must(googlesql.NewAnalyzerOptions2())
	check(options.SetLanguage(language))
	check(options.SetErrorMessageMode(googlesql.ErrorMessageModeErrorMessageMultiLineWithCaret))
	return &analyser{catalog, map[string]*googlesql.SimpleCatalog{}, options, types}
}

func (a *analyser) add(name string, columns []column) {
	parts := strings.Split(name, ".")
	last := parts[len(parts)-1]
	table := must(googlesql.NewSimpleTable(last, 0))
	for _, each := range columns {
		one := must(googlesql.NewSimpleColumn(last, each.Name, a.typeOf(each.Type), false, true))
		check(table.AddColumn2(one, false))
	}
	check(a.schema(parts[:len(parts)-1]).AddTable(table))
}

func (a *analyser) schema(parts []string) *googlesql.SimpleCatalog {
	inner := a.catalog
	for at, part := range parts {
		path := strings.Join(parts[:at+1], ".")
		if a.schemas[path] == nil {
			a.schemas[path] = must(googlesql.NewSimpleCatalog(part, a.types))
			check(inner.AddCatalog2(part, a.schemas[path]))
		}
		inner = a.schemas[path]
	}
	return inner
}

// A type by its spelling is what a cast to it gives.
func (a *analyser) typeOf(spelling string) googlesql.Googlesql_TypeNode {
	list, err := a.output(fmt.Sprintf("select cast(null as %s)", spelling))
	check(err)
	return must(must(list[0].Column()).Type())
}

func (a *analyser) columnsOf(sql string) ([]column, error) {
	list, err := a.output(sql)
	if err != nil {
		return nil, err
	}
	columns := []column{}
	for _, each := range list {
		kind := must(must(each.Column()).Type()).(named)
		columns = append(columns, column{must(each.Name()), must(kind.TypeName(googlesql.ProductModeProductExternal))})
	}
	return columns, nil
}

func (a *analyser) output(sql string) ([]*googlesql.ResolvedOutputColumn, error) {
	analysed, err := googlesql.AnalyzeStatement(sql, a.options, a.catalog, a.types)
	if err != nil {
		return nil, err
	}
	statement, isQuery := must(analysed.ResolvedStatement()).(*googlesql.ResolvedQueryStmt)
	if !isQuery {
		return nil, fmt.Errorf("no query")
	}
	return statement.OutputColumnList()
}

func must[T any](value T, err error) T {
	check(err)
	return value
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
