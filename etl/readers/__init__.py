"""Plans as planners have them: a file of theirs read into units with their places, headings and fields.

`read` is the one way in: it takes bytes and a name, and refuses in French what it cannot read.
"""

from etl.readers.fields.funding import Funding, funding_of
from etl.readers.model import Place, PlanRead, PlanRefused, PlanUnit
from etl.readers.read import read

__all__ = ["Funding", "Place", "PlanRead", "PlanRefused", "PlanUnit", "funding_of", "read"]
