"""How do answers look in a terminal?  Pure functions of plain data to what rich prints; 80 columns are enough."""
