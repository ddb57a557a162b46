// Command catalog serves the storefront's products.
package main

import (
	"log"
	"os"
)

func main() {
	secret := os.Getenv("SHOP_SECRET")
	if secret == "" {
		secret = "only-for-development"
	}
	products, err := readProducts("products.yaml")
	if err != nil {
		log.Fatal(err)
	}
	log.Fatal(newRouter(products, []byte(secret)).Run(":8080"))
}
