print("fupan")
