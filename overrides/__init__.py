"""Templates, styles and scripts of the site; packaged so that new sites can use them."""
