package main

import (
	"net/http"
	"strings"

	"github.com/dgrijalva/jwt-go"
	"github.com/gin-gonic/gin"
)

func newRouter(products []Product, secret []byte) *gin.Engine {
	gin.SetMode(gin.ReleaseMode)
	router := gin.New()
	router.Use(gin.Recovery())

	view := func(c *gin.Context, p Product) gin.H {
		return gin.H{
			"sku":         p.SKU,
			"title":       p.title(c.GetHeader("Accept-Language")),
			"description": plainText(p.Description),
			"price":       p.Price,
		}
	}

	router.GET("/products", func(c *gin.Context) {
		found := []gin.H{}
		for _, p := range products {
			if strings.Contains(strings.ToLower(p.title(c.GetHeader("Accept-Language"))), strings.ToLower(c.Query("q"))) {
				found = append(found, view(c, p))
			}
		}
		c.JSON(http.StatusOK, found)
	})

	router.GET("/products/:sku", func(c *gin.Context) {
		for _, p := range products {
			if p.SKU == c.Param("sku") {
				c.JSON(http.StatusOK, view(c, p))
				return
			}
		}
		c.JSON(http.StatusNotFound, gin.H{"error": "The shop has no such product."})
	})

	router.GET("/products.csv", signedIn(secret), func(c *gin.Context) {
		var lines strings.Builder
		for _, p := range products {
			lines.WriteString(p.SKU + "\n")
		}
		c.Header("Content-Disposition", `attachment; filename="products.csv"`)
		c.String(http.StatusOK, lines.String())
	})
	return router
}

// signedIn lets only requests through that carry a token of the shop.
func signedIn(secret []byte) gin.HandlerFunc {
	parser := jwt.Parser{ValidMethods: []string{"HS256"}}
	return func(c *gin.Context) {
		text := strings.TrimPrefix(c.GetHeader("Authorization"), "Bearer ")
		if _, err := parser.Parse(text, func(*jwt.Token) (interface{}, error) { return secret, nil }); err != nil {
			c.AbortWithStatusJSON(http.StatusUnauthorized, gin.H{"error": err.Error()})
		}
	}
}
