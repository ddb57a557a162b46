package main

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
)

func get(path string, header ...string) *httptest.ResponseRecorder {
	products := []Product{{SKU: "mug", Titles: map[string]string{"en": "Mug", "de": "Becher"}, Description: "<b>Big</b><p>blue", Price: 950}}
	request := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i+1 < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	answer := httptest.NewRecorder()
	newRouter(products, []byte("s")).ServeHTTP(answer, request)
	return answer
}

func TestTitleFollowsTheLanguage(t *testing.T) {
	assert.JSONEq(t, `{"sku":"mug","title":"Becher","description":"Big blue","price":950}`,
		get("/products/mug", "Accept-Language", "de-AT, en;q=0.5").Body.String())
}

func TestUnknownProduct(t *testing.T) {
	assert.Equal(t, http.StatusNotFound, get("/products/hat").Code)
}

func TestExportWantsAToken(t *testing.T) {
	assert.Equal(t, http.StatusUnauthorized, get("/products.csv").Code)
}
