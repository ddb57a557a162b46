from jinja2 import Environment, select_autoescape

TEMPLATE = """<p>Dear {{ customer | urlize }},</p>
<ul>
{% for line in lines %}  <li>{{ line.quantity }} × {{ line.title }}: € {{ "%.2f" | format(line.price / 100) }}</li>
{% endfor %}</ul>
"""

_environment = Environment(autoescape=select_autoescape(default_for_string=True))


def render_order(customer: str, lines: list) -> str:
    """The body of an order confirmation. Prices are in cents."""
    return _environment.from_string(TEMPLATE).render(customer=customer, lines=lines)
