package main

import (
	"os"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/text/language"
	"gopkg.in/yaml.v2"
)

// Product is one thing that the shop sells. Its title is in the languages that the shop speaks.
type Product struct {
	SKU         string            `yaml:"sku"`
	Titles      map[string]string `yaml:"titles"`
	Description string            `yaml:"description"`
	Price       int               `yaml:"price"` // in cents
}

var spoken = []language.Tag{language.English, language.German, language.French}

func readProducts(path string) ([]Product, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var products []Product
	return products, yaml.UnmarshalStrict(text, &products)
}

// title picks the title that suits an Accept-Language header best.
func (p Product) title(accept string) string {
	wanted, _, _ := language.ParseAcceptLanguage(accept)
	_, index, _ := language.NewMatcher(spoken).Match(wanted...)
	if title, known := p.Titles[spoken[index].String()]; known {
		return title
	}
	return p.Titles["en"]
}

// plainText drops the tags from the description that a supplier wrote.
func plainText(markup string) string {
	var out strings.Builder
	tokens := html.NewTokenizer(strings.NewReader(markup))
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			return strings.Join(strings.Fields(out.String()), " ")
		case html.TextToken:
			out.Write(tokens.Text())
		default:
			out.WriteByte(' ')
		}
	}
}
