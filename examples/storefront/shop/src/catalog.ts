import axios from 'axios';
import type { Product } from './cart.ts';

export async function listProducts(catalogUrl: string, query: string): Promise<readonly Product[]> {
  const response = await axios.get<Product[]>(`${catalogUrl}/products`, { params: { q: query }, timeout: 2000 });
  return response.data;
}

export async function findProduct(catalogUrl: string, sku: string): Promise<Product> {
  const response = await axios.get<Product>(`${catalogUrl}/products/${encodeURIComponent(sku)}`, { timeout: 2000 });
  return response.data;
}
